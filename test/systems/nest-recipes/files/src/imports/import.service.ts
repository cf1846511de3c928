import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import axios from 'axios';
import { Recipe } from '../recipes/recipe.entity';

@Injectable()
export class ImportService {
  constructor(private readonly db: DataSource) {}

  async run({ url, owner }: { url: string; owner: string }) {
    const { data } = await axios.get(url, { timeout: 90_000, maxContentLength: 20_000_000 });
    await this.db.transaction(async (tx) => {
      await tx.insert(Recipe, data.recipes.map((r: { title: string }) => ({ title: r.title, owner })));
    });
  }
}

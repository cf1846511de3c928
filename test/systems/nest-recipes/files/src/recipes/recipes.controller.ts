import { Controller, Get, Param, Query } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import IORedis from 'ioredis';
import { Recipe } from './recipe.entity';

const cache = new IORedis(process.env.REDIS_URL!);

@Controller('recipes')
export class RecipesController {
  constructor(@InjectRepository(Recipe) private readonly recipes: Repository<Recipe>) {}

  @Get()
  list(@Query('owner') owner: string) {
    return this.recipes.find({ where: { owner }, take: 50, order: { title: 'ASC' } });
  }

  @Get(':id')
  async one(@Param('id') id: string) {
    const hit = await cache.get(`recipe:${id}`);
    if (hit) return JSON.parse(hit);
    const recipe = await this.recipes.findOneByOrFail({ id });
    await cache.set(`recipe:${id}`, JSON.stringify(recipe), 'EX', 600);
    return recipe;
  }
}

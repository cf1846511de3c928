import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Recipe } from './recipe.entity';
import { Subscriber } from './subscriber.entity';
import { RecipesController } from './recipes.controller';

@Module({
  imports: [TypeOrmModule.forFeature([Recipe, Subscriber])],
  controllers: [RecipesController],
  exports: [TypeOrmModule],
})
export class RecipesModule {}

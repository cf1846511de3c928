import { Controller, Get, Param, Post, Body } from '@nestjs/common';
import axios from 'axios';

@Controller('nutrition')
export class NutritionController {
  @Post('analyse')
  async analyse(@Body() body: { ingredients: string[] }) {
    // the partner is slow with long lists
    const { data } = await axios.post(`${process.env.NUTRITION_URL}/analyse`, body, { timeout: 120_000 });
    return data;
  }

  @Get('foods/:id')
  async food(@Param('id') id: string) {
    const { data } = await axios.get(`${process.env.NUTRITION_URL}/foods/${id}`, { timeout: 5_000 });
    return data;
  }
}

<?php

namespace App\Http\Controllers;

use App\Jobs\ImportRecipes;
use App\Models\Recipe;
use Illuminate\Http\Request;
use Illuminate\Support\Facades\Cache;
use Illuminate\Support\Facades\Http;

class RecipeController
{
    public function show(Recipe $recipe)
    {
        $nutrition = Cache::remember("nutrition:{$recipe->id}", 600, fn () => Http::timeout(5)
            ->get('https://nutrition.example.com/v1', ['q' => $recipe->title])
            ->json());

        return view('recipe', compact('recipe', 'nutrition'));
    }

    public function photo(Request $request, Recipe $recipe)
    {
        $path = $request->file('photo')->store('photos');
        $recipe->update(['photo' => $path]);

        return back();
    }

    public function import(Request $request)
    {
        ImportRecipes::dispatch($request->input('url'));

        return back();
    }
}

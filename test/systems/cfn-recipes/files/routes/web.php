<?php

use App\Http\Controllers\RecipeController;
use Illuminate\Support\Facades\Route;

Route::get('/up', fn () => response('ok'));
Route::get('/recipes/{recipe}', [RecipeController::class, 'show']);
Route::post('/recipes/{recipe}/photo', [RecipeController::class, 'photo'])->middleware('auth');
Route::post('/imports', [RecipeController::class, 'import'])->middleware('auth');

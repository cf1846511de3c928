<?php

use App\Http\Controllers\TourController;
use App\Http\Controllers\WeatherController;
use Illuminate\Support\Facades\Route;

Route::get('/tours', [TourController::class, 'index']);
Route::get('/tours/{tour}', [TourController::class, 'show']);
Route::post('/tours/{tour}/book', [TourController::class, 'book']);
Route::get('/weather/{place}', [WeatherController::class, 'show']);
Route::post('/weather/forecast', [WeatherController::class, 'forecast']);

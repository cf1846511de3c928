<?php

use App\Http\Controllers\StayController;
use Illuminate\Support\Facades\Route;

Route::get('/up', fn () => 'ok');
Route::get('/stays', [StayController::class, 'index']);
Route::post('/stays', [StayController::class, 'store']);

<?php

use App\Http\Controllers\HealthController;
use App\Http\Controllers\LessonController;
use Illuminate\Support\Facades\Route;

Route::get('/live', [HealthController::class, 'live']);
Route::get('/ready', [HealthController::class, 'ready']);
Route::get('/lessons', [LessonController::class, 'index']);

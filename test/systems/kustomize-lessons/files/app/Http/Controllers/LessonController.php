<?php

namespace App\Http\Controllers;

use App\Models\Lesson;

class LessonController
{
    public function index()
    {
        return Lesson::query()->with('teacher')->orderByDesc('id')->limit(50)->get();
    }
}

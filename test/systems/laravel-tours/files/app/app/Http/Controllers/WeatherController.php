<?php

namespace App\Http\Controllers;

use Illuminate\Support\Facades\Http;

class WeatherController extends Controller
{
    public function show(string $place)
    {
        return Http::timeout(4)->get("https://weather.example.org/now/$place")->json();
    }

    public function forecast()
    {
        return Http::timeout(180)->post('https://weather.example.org/forecast', request()->all())->json();
    }
}

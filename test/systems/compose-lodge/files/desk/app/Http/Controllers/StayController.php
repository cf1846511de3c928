<?php

namespace App\Http\Controllers;

use App\Jobs\ImportStays;
use App\Models\Stay;
use Illuminate\Http\Request;
use Illuminate\Support\Facades\Http;

class StayController
{
    public function index(Request $request)
    {
        $rates = Http::timeout(4)->connectTimeout(1)->get(config('services.rates.url') . '/rates/today')->json();

        return ['stays' => Stay::where('house_id', $request->query('house'))->orderBy('arrival')->limit(50)->get(), 'rates' => $rates];
    }

    public function store(Request $request)
    {
        ImportStays::dispatch($request->input('file'));

        return response()->noContent(202);
    }
}

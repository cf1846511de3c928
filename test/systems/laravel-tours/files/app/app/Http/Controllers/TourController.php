<?php

namespace App\Http\Controllers;

use App\Jobs\ConfirmBooking;
use App\Models\Tour;
use Illuminate\Support\Facades\Cache;

class TourController extends Controller
{
    public function index()
    {
        return Tour::with('guide')->orderBy('starts_at')->paginate(30);
    }

    public function show(int $tour)
    {
        return Cache::remember("tour:$tour", 300, fn () => Tour::with('guide')->findOrFail($tour));
    }

    public function book(Tour $tour)
    {
        ConfirmBooking::dispatch($tour->id, request()->user()->id);

        return response()->noContent(202);
    }
}

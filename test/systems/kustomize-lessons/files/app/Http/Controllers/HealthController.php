<?php

namespace App\Http\Controllers;

use Illuminate\Support\Facades\DB;

class HealthController
{
    public function live()
    {
        DB::select('SELECT 1');

        return response('ok');
    }

    public function ready()
    {
        DB::select('SELECT 1');

        return response('ok');
    }
}

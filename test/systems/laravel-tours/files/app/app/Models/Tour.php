<?php

namespace App\Models;

use Illuminate\Database\Eloquent\Model;

class Tour extends Model
{
    protected $guarded = [];

    public function guide()
    {
        return $this->belongsTo(Guide::class);
    }
}

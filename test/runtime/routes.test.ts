import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { recognise } from '../../src/service/languages/registry';
import { routes } from '../../src/service/languages/routes';
import { analysed } from '../support/analysed';
import { factsOf, survivesAll } from './support';

const RAILS = `Rails.application.routes.draw do
  root 'home#index'
  get '/healthz', to: 'health#show' # for the cluster
  get 'status/live'
  namespace :api do
    scope '/v1', module: 'first' do
      get :ping,
        to: 'pings#show'
    end
    resources :orders do
      get :preview, on: :member, to: 'orders#preview'
    end
  end
  get '/inline', to: ->(_env) { ActiveRecord::Base.connection.execute('SELECT 1'); [200, {}, ['}']] }
  get '/after', to: 'after#all'
end
`;

const CONTROLLER = `class HealthController < ApplicationController
  before_action :ask, except: %i[plain]

  def show
    head :ok
  end

  def plain
    head :ok
  end

  def deep
    return head(:ok) unless params[:deep]
    ask
  end

  def kept
    Rails.cache.fetch('count') { User.count }
  end

  private

  def ask
    ActiveRecord::Base.connection.select_value('SELECT 1')
  end
end
`;

const LARAVEL = `<?php
use App\\Models\\User;
use App\\Http\\Controllers\\LiveController;
Route::prefix('ops')->group(function () {
    Route::get('/live', fn () => User::count());
    Route::middleware('auth')->get('/other', [LiveController::class, 'other']);
    Route::get('/maybe', function () { if (config('x')) { DB::select('select 1'); } return 'ok'; });
});
Route::get('/plain/{id}', fn () => 'ok');
`;

const ASPNET = `var app = builder.Build();
builder.Services.AddHealthChecks()
    .AddNpgSql(connection, tags: ["ready"]) // "
    .AddCheck<Own>("own", tags: new[] { "live" });
var api = app.MapGroup("/api");
var first = api.MapGroup("v1");
first.MapGet("/live", async (Shop db) => { await db.Orders.AnyAsync(); return 1; });
other.MapGet("/unknown", () => 1);
app.MapHealthChecks("/ready", new HealthCheckOptions { Predicate = c => c.Tags.Contains("ready") });
app.MapHealthChecks("/odd", new HealthCheckOptions { Predicate = c => Decide(c) });
`;

const PHOENIX = `defmodule ShopWeb.Router do
  use ShopWeb, :router
  scope "/api", ShopWeb do
    scope "/v1", First do
      get "/live", HealthController, :live
    end
    get "/after", AfterController, :show
  end
end
`;

/** Each path with what answers it. */
async function patterns(path: string, text: string): Promise<readonly string[]> {
  return (await factsOf('route', path, text)).map(({ pattern, runs = [], touches }) =>
    `${pattern}: ${[...runs, ...touches.map(({ sometimes }) => (sometimes ? 'asks?' : 'asks'))].join(' ')}`.trim(),
  );
}

describe('routes of Ruby, PHP, C# and Elixir', () => {
  it('are read where somebody keeps them', () => {
    for (const [path, text, expected] of [
      ['config/routes.rb', RAILS, 'routes'],
      ['app/controllers/health_controller.rb', CONTROLLER, 'routes'],
      ['app/controllers/health_controller.rb', 'class A\nend\n', undefined],
      ['app/models/user.rb', 'class User\nend\n', undefined],
      ['spec/config/routes.rb', RAILS, undefined],
      ['routes/web.php', LARAVEL, 'routes'],
      ['src/Program.cs', ASPNET, 'routes'],
      ['src/Order.cs', ASPNET, undefined],
      ['lib/shop_web/router.ex', PHOENIX, 'routes'],
    ] as const) {
      assert.equal(recognise({ path, text })?.id, expected, path);
    }
  });

  it('have the prefixes of what they stand in', async () => {
    assert.deepEqual(await patterns('config/routes.rb', RAILS), [
      '/: home#index',
      '/healthz: health#show',
      '/status/live: status#live',
      '/api/v1/ping: api/first/pings#show',
      '/inline: asks',
      '/after: after#all',
    ]);
    assert.deepEqual(await patterns('routes/web.php', LARAVEL), [
      '/ops/live: asks',
      '/ops/other: App\\Http\\Controllers\\LiveController#other',
      '/ops/maybe: asks?',
    ]);
    assert.deepEqual(await patterns('Program.cs', ASPNET), [
      '/api/v1/live: asks',
      '/ready: health checks ready',
      '/odd:',
    ]);
    assert.deepEqual(await patterns('lib/shop_web/router.ex', PHOENIX), [
      '/api/v1/live: ShopWeb.First.HealthController#live',
      '/api/after: ShopWeb.AfterController#show',
    ]);
  });

  it('say what always asks the database, and what may', async () => {
    const actions = await factsOf('handler', 'app/controllers/health_controller.rb', CONTROLLER);
    assert.deepEqual(
      actions.map(({ called, touches }) => [
        called,
        touches.map(({ sometimes }) => (sometimes ? 'sometimes' : 'always')).join(' '),
      ]),
      [
        ['health#show', 'always'],
        ['health#deep', 'always sometimes'],
        ['health#kept', 'always sometimes'],
        ['health#ask', 'always always'],
      ],
    );
    const checks = await factsOf('handler', 'Program.cs', ASPNET);
    assert.deepEqual(
      checks.map(({ called, runs, touches }) => [called, ...runs, touches.length]),
      [
        ['health checks', 1],
        ['health checks ready', 1],
        ['health checks', 'Own#CheckHealthAsync', 0],
        ['health checks live', 'Own#CheckHealthAsync', 0],
      ],
    );
  });

  it('follow what is kept under a name, and namespaces by their aliases', async () => {
    const kept = `var checks = services.AddHealthChecks();
checks.AddNpgSql(text);
if (settings.SqlServer) checks.AddSqlServer(other);
app.MapHealthChecks("/a", new HealthCheckOptions { ResponseWriter = Write });
app.MapHealthChecks("/b", options);
`;
    assert.deepEqual(await patterns('Program.cs', kept), ['/a: health checks', '/b:']);
    const checks = await factsOf('handler', 'Program.cs', kept);
    assert.deepEqual(
      checks.flatMap(({ touches }) => touches.map(({ sometimes }) => sometimes)),
      [false, true],
    );
    const aliased = `<?php
use Shop\\Settings as SettingControllers;
use Shop\\Pages\\Controllers;
Route::get('/status', [SettingControllers\\StatusController::class, 'show']);
Route::get('/page', [Controllers\\PageController::class, 'show']);
`;
    assert.deepEqual(await patterns('routes/web.php', aliased), [
      '/status: Shop\\Settings\\StatusController#show',
      '/page: Shop\\Pages\\Controllers\\PageController#show',
    ]);
  });

  it('are read of any text', async () => {
    for (const [path, text] of [
      ['config/routes.rb', RAILS],
      ['app/controllers/health_controller.rb', CONTROLLER],
      ['routes/web.php', LARAVEL],
      ['Program.cs', ASPNET],
      ['lib/shop_web/router.ex', PHOENIX],
    ] as const) {
      await survivesAll(
        (part) => analysed(routes, { uri: `file:///${path}`, path, text: part }),
        [text],
      );
    }
  });
});

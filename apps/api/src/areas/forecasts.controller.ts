import { Controller } from '@nestjs/common';
import { type BodyOf, type ReplyOf, routes } from '@wayfare/contracts';
import { Forecasts } from '@wayfare/engine';
import { Body, Id } from '../http/arguments.js';
import { Endpoint } from '../http/endpoint.js';

/** What a draft would do if it were launched. */
@Controller()
export class ForecastsController {
  constructor(private readonly store: Forecasts) {}

  @Endpoint(routes.forecastJourney)
  forecastJourney(@Id() id: string, @Body() body: BodyOf<typeof routes.forecastJourney>): Promise<ReplyOf<typeof routes.forecastJourney>> {
    return this.store.forecastJourney(id, body);
  }

  @Endpoint(routes.previewJourney)
  previewJourney(@Id() id: string, @Body() body: BodyOf<typeof routes.previewJourney>): Promise<ReplyOf<typeof routes.previewJourney>> {
    return this.store.previewJourney(id, body);
  }

  @Endpoint(routes.forecast)
  forecast(@Id() id: string): Promise<ReplyOf<typeof routes.forecast>> {
    return this.store.forecast(id);
  }

  @Endpoint(routes.cancelForecast)
  cancelForecast(@Id() id: string): Promise<ReplyOf<typeof routes.cancelForecast>> {
    return this.store.cancelForecast(id);
  }
}

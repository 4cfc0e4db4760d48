import { Controller } from '@nestjs/common';
import { type BodyOf, type QueryOf, type ReplyOf, routes } from '@wayfare/contracts';
import { IdentityTrials, Matching, Merges } from '@wayfare/customers';
import { Body, Id, Query } from '../http/arguments.js';
import { Endpoint } from '../http/endpoint.js';

/** Customers who are one person. */
@Controller()
export class MergesController {
  constructor(
    private readonly store: Merges,
    private readonly matching: Matching,
    private readonly trials: IdentityTrials,
  ) {}

  @Endpoint(routes.merges)
  merges(@Query() query: QueryOf<typeof routes.merges>): Promise<ReplyOf<typeof routes.merges>> {
    return this.store.merges(query);
  }

  @Endpoint(routes.mergeCustomers)
  mergeCustomers(@Body() body: BodyOf<typeof routes.mergeCustomers>): Promise<ReplyOf<typeof routes.mergeCustomers>> {
    return this.store.mergeCustomers(body);
  }

  @Endpoint(routes.undoMerge)
  undoMerge(@Id() id: string): Promise<ReplyOf<typeof routes.undoMerge>> {
    return this.store.undoMerge(id);
  }

  @Endpoint(routes.possibleDuplicates)
  possibleDuplicates(@Query() query: QueryOf<typeof routes.possibleDuplicates>): Promise<ReplyOf<typeof routes.possibleDuplicates>> {
    return this.store.possibleDuplicates(query);
  }

  @Endpoint(routes.keepApart)
  keepApart(@Body() body: BodyOf<typeof routes.keepApart>): Promise<void> {
    return this.store.keepApart(body);
  }

  @Endpoint(routes.matchRuns)
  matchRuns(): Promise<ReplyOf<typeof routes.matchRuns>> {
    return this.matching.matchRuns();
  }

  @Endpoint(routes.startMatchRun)
  startMatchRun(): Promise<ReplyOf<typeof routes.startMatchRun>> {
    return this.matching.startMatchRun();
  }

  @Endpoint(routes.cancelMatchRun)
  cancelMatchRun(@Id() id: string): Promise<ReplyOf<typeof routes.cancelMatchRun>> {
    return this.matching.cancelMatchRun(id);
  }

  @Endpoint(routes.identityRules)
  identityRules(): Promise<ReplyOf<typeof routes.identityRules>> {
    return this.matching.identityRules();
  }

  @Endpoint(routes.changeIdentityRules)
  changeIdentityRules(@Body() body: BodyOf<typeof routes.changeIdentityRules>): Promise<ReplyOf<typeof routes.changeIdentityRules>> {
    return this.matching.changeIdentityRules(body);
  }

  @Endpoint(routes.tryIdentityRules)
  tryIdentityRules(@Body() body: BodyOf<typeof routes.tryIdentityRules>): Promise<ReplyOf<typeof routes.tryIdentityRules>> {
    return this.trials.start(body);
  }

  @Endpoint(routes.identityTrial)
  identityTrial(@Id() id: string): Promise<ReplyOf<typeof routes.identityTrial>> {
    return this.trials.read(id);
  }

  @Endpoint(routes.cancelIdentityTrial)
  cancelIdentityTrial(@Id() id: string): Promise<ReplyOf<typeof routes.cancelIdentityTrial>> {
    return this.trials.cancel(id);
  }
}

import type {
  BodyOf,
  Customer,
  Deciles,
  Journey,
  JourneyChanges,
  JourneySummary,
  JourneyVersion,
  LaunchSheet,
  Live,
  Overdue,
  Page,
  QueryOf,
  Replay,
  ReplyOf,
  routes,
  Why,
} from '@wayfare/contracts';
import { validate } from '@wayfare/journey';
import { readChanges } from '../edit/changes.js';
import type { Engine } from '../engine.js';
import { decideGuard } from '../enter/guard.js';
import { chooseArm } from '../experiments/choose.js';
import { readReplay } from '../replay/replay.js';
import { readWhy } from '../why/why.js';
import { readGraphContext } from './context.js';
import { readDeciles } from './deciles.js';
import { Drafts } from './drafts.js';
import { Launching } from './launching.js';
import { listJourneys } from './list.js';
import { readLive } from './live.js';
import { readOverdue } from './overdue.js';
import { readNodePeople } from './people.js';
import { readJourney, type StateReply } from './rows.js';
import { readLaunchSheet } from './sheet.js';
import { listVersions, readVersion } from './versions.js';

/** Journeys as people work with them: drawn, judged, launched, watched. One method for each route of the interface. */
export class Journeys {
  private readonly drafts: Drafts;
  private readonly launching: Launching;

  constructor(private readonly engine: Engine) {
    const { database, clock } = engine.parts;
    this.drafts = new Drafts(database, clock);
    this.launching = new Launching(engine.parts, () => engine.reconcile());
  }

  journeys(query: QueryOf<typeof routes.journeys>): Promise<Page<JourneySummary>> {
    return listJourneys(this.engine.parts.database, query);
  }

  journey(id: string): Promise<Journey> {
    return readJourney(this.engine.parts.database, id);
  }

  createJourney(body: BodyOf<typeof routes.createJourney>): Promise<Journey> {
    return this.drafts.create(body);
  }

  renameJourney(id: string, body: BodyOf<typeof routes.renameJourney>): Promise<Journey> {
    return this.drafts.rename(id, body);
  }

  deleteJourney(id: string): Promise<void> {
    return this.drafts.delete(id);
  }

  /** @param ifMatch the header, with the revision that the author had read; without it the last to save wins */
  saveDraft(id: string, body: BodyOf<typeof routes.saveDraft>, ifMatch?: string): Promise<Journey> {
    return this.drafts.save(id, body, ifMatch);
  }

  async validateJourney(id: string): Promise<ReplyOf<typeof routes.validateJourney>> {
    const { database } = this.engine.parts;
    const { graph } = await readJourney(database, id);
    return { problems: validate(graph, await readGraphContext(database, id)) };
  }

  deciles(id: string, { attribute }: QueryOf<typeof routes.deciles>): Promise<Deciles> {
    const { database, clock } = this.engine.parts;
    return readDeciles(database, id, attribute, clock.now());
  }

  launchSheet(id: string): Promise<LaunchSheet> {
    const { database, clock } = this.engine.parts;
    return readLaunchSheet(database, id, clock.now());
  }

  launch(id: string, choice: BodyOf<typeof routes.launch> = { people: 'finish', map: {} }): Promise<StateReply> {
    return this.launching.launch(id, choice);
  }

  pause(id: string): Promise<StateReply> {
    return this.launching.pause(id);
  }

  overdue(id: string): Promise<Overdue> {
    const { database, clock } = this.engine.parts;
    return readOverdue(database, id, clock.now());
  }

  resume(id: string, { overdue }: BodyOf<typeof routes.resume> = { overdue: 'now' }): Promise<StateReply> {
    return this.launching.resume(id, overdue);
  }

  stop(id: string): Promise<StateReply> {
    return this.launching.stop(id);
  }

  /** @throws AppError `not_found`; 400; 409 `experiment_not_begun`, `experiment_not_decided` */
  chooseArm(id: string, nodeId: string, { arm }: BodyOf<typeof routes.chooseArm>): Promise<void> {
    return chooseArm(this.engine.parts, id, nodeId, arm);
  }

  decideGuard(id: string, { decision }: BodyOf<typeof routes.decideGuard>): Promise<StateReply> {
    return decideGuard(this.engine.parts, id, decision);
  }

  live(id: string, { version }: QueryOf<typeof routes.live> = {}): Promise<Live> {
    return readLive(this.engine.parts.database, id, version);
  }

  nodePeople(id: string, query: QueryOf<typeof routes.nodePeople>): Promise<Page<Customer>> {
    return readNodePeople(this.engine.parts.database, id, query);
  }

  journeyChanges(id: string): Promise<JourneyChanges> {
    return readChanges(this.engine.parts, id);
  }

  restoreVersion(id: string, number: number, ifMatch?: string): Promise<Journey> {
    return this.drafts.restore(id, number, ifMatch);
  }

  why(id: string, { customer }: QueryOf<typeof routes.why>): Promise<Why> {
    const { database, clock, plans } = this.engine.parts;
    return readWhy(database, plans, id, customer, clock.now());
  }

  replay(id: string): Promise<Replay> {
    const { database, clock } = this.engine.parts;
    return readReplay(database, id, clock.now());
  }

  versions(id: string): Promise<ReplyOf<typeof routes.versions>> {
    return listVersions(this.engine.parts.database, id);
  }

  journeyVersion(id: string, number: number): Promise<JourneyVersion> {
    return readVersion(this.engine.parts.database, id, number);
  }
}

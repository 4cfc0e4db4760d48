import type { BodyOf, Connector, ReplyOf, routes } from '@wayfare/contracts';
import { AppError, type Clock, conflict, unprocessable } from '@wayfare/kernel';
import { type Database, type Queues, recordChange, type SecretsBox, type Sql, type Tx } from '@wayfare/platform';
import { NOTE_UP } from '../dispatch/ledger.sql.js';
import type { Outcome } from '../dispatch/outcome.js';
import { recallFromConnector } from '../dispatch/recall.js';
import { requestDispatch } from '../dispatch/request.js';
import { openTransport } from '../transports/open.js';
import type { Parcel } from '../transports/transport.js';
import {
  CLEAR_DEFAULT,
  CONNECTOR_COLUMNS,
  FORGET_TROUBLE,
  INSERT_CONNECTOR,
  JOURNEYS_USING,
  PROVE_BUILT_IN,
  UNSENT,
  UPDATE_CONNECTOR,
} from './connectors.sql.js';
import { checkDkim, DKIM_KEY, newDkimKey } from './dkim.js';
import { checkSecrets, KINDS, readSettingsOf } from './kinds.js';
import {
  BUILT_IN,
  type ConnectorRow,
  findConnector,
  openConnector,
  openSecrets,
  type Secrets,
  sealSecrets,
  toConnector,
  typedSettings,
} from './rows.js';
import { testParcel } from './test-parcel.js';

export interface ConnectorsDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** The machine's own clock: how long a test took, and when a call was signed. */
  readonly wall: Clock;
  readonly queues: Pick<Queues, 'add'>;
  readonly secrets: SecretsBox;
  /** Whether every webhook may lead into private networks, whatever its own settings say. */
  readonly allowPrivateAddresses: boolean;
}

const audited = ({ kind, name, settings, isDefault, paused, secretsSet }: Connector): object => ({
  kind,
  name,
  settings,
  isDefault,
  paused,
  secretsSet,
});

/** An empty text takes a secret away; one that is left out stays. */
const mergeSecrets = (stored: Secrets, given: Secrets): Secrets =>
  Object.fromEntries(Object.entries({ ...stored, ...given }).filter(([, value]) => value !== ''));

/**
 * The ways out of the house: which provider, how fast, with which secrets. Secrets are sealed before they are stored and never leave again;
 * each channel has one default connector, which is the first until somebody says otherwise.
 */
export class Connectors {
  constructor(private readonly deps: ConnectorsDeps) {}

  async connectors(): Promise<ReplyOf<typeof routes.connectors>> {
    const rows = await this.deps.database.query<ConnectorRow>(
      `SELECT ${CONNECTOR_COLUMNS} FROM connectors ORDER BY channel, is_default DESC, name, id`,
    );
    return { items: rows.map((row) => this.shown(row)), next: null };
  }

  async createConnector(body: BodyOf<typeof routes.createConnector>): Promise<Connector> {
    const settings = this.settingsOf(body.kind, body.settings);
    return this.deps.database.transaction(async (tx) => {
      const id = await this.insert(tx, { ...body, settings, isDefault: body.isDefault ?? false });
      const after = this.shown(await findConnector(tx, id));
      await recordChange(tx, this.deps.clock, { action: 'created', kind: 'connector', id, after: audited(after) });
      return after;
    });
  }

  async changeConnector(id: string, body: BodyOf<typeof routes.changeConnector>): Promise<Connector> {
    const changed = await this.deps.database.transaction(async (tx) => {
      const row = await findConnector(tx, id, 'FOR UPDATE');
      const before = this.shown(row);
      await this.update(tx, row, body);
      const after = this.shown(await findConnector(tx, id));
      await recordChange(tx, this.deps.clock, { action: 'updated', kind: 'connector', id, before: audited(before), after: audited(after) });
      return after;
    });
    await requestDispatch(this.deps.database, this.deps.queues, [id]);
    return changed;
  }

  /** Makes a key pair for the signature of a connector's mails; the private key is sealed at once, the public one is given as a DNS record. */
  async makeDkimKey(id: string, { domain, selector }: BodyOf<typeof routes.makeDkimKey>): Promise<Connector> {
    const { kind, settings } = await findConnector(this.deps.database, id);
    if (kind !== 'smtp') throw unprocessable('not_signed', 'Only mails are signed in this way.');
    return this.changeConnector(id, {
      settings: { ...typedSettings(settings), dkimDomain: domain, dkimSelector: selector },
      secrets: { [DKIM_KEY]: await newDkimKey() },
    });
  }

  /** @throws AppError `connector_in_use` while a live journey sends through it or messages still wait for it */
  async deleteConnector(id: string): Promise<void> {
    await this.deps.database.transaction(async (tx) => {
      const row = await findConnector(tx, id, 'FOR UPDATE');
      await this.refuseWhileUsed(tx, row);
      await tx.query('DELETE FROM connectors WHERE id = $1', [id]);
      await recordChange(tx, this.deps.clock, { action: 'deleted', kind: 'connector', id, before: audited(this.shown(row)) });
    });
  }

  /** Has a real conversation with the provider and sends one test message; says how it went. */
  async testConnector(id: string, { to }: BodyOf<typeof routes.testConnector>): Promise<ReplyOf<typeof routes.testConnector>> {
    const { database, wall } = this.deps;
    const row = await findConnector(database, id);
    const result = await this.tryOut(row, await testParcel(database, row, to, wall.now()));
    if (result.ok) await this.resume(id);
    return result;
  }

  /** Sends one mail that is no campaign's through a channel's default connector; says how it went. */
  async sendTest(channel: string, parcel: Parcel): Promise<{ ok: boolean; message: string }> {
    const row = await this.defaultOf(channel);
    if (!row) throw unprocessable('no_connector', `There is no connector for ${channel} yet. Connect one first.`);
    const { ok, message } = await this.tryOut(row, parcel);
    return { ok, message };
  }

  /** Sends one mail that is no campaign's through a connector; says how it went. */
  async sendTestBy(id: string, parcel: Parcel): Promise<{ ok: boolean; message: string }> {
    const { ok, message } = await this.tryOut(await findConnector(this.deps.database, id), parcel);
    return { ok, message };
  }

  /** Hands over one mail of the product's own through a channel's default connector: no campaign's, so that no send mode holds it back; a paused one takes nothing. */
  async sendOwn(channel: string, parcel: Parcel): Promise<Outcome> {
    const row = await this.defaultOf(channel);
    if (!row || row.paused) return { kind: 'down', error: `there is no connector for ${channel} that sends`, retryAfterMs: null };
    const transport = openTransport(openConnector(row, this.deps.secrets), { ...this.deps, connections: 1 });
    return transport.send(parcel).finally(() => transport.close());
  }

  /** Sees to it that the standalone app's own mail sink is a connector, wherever it listens this time. What an admin chose as default stays so. */
  async ensureDefaultSmtp(url: string, from: string): Promise<void> {
    const { hostname, port, protocol } = new URL(url);
    const address = {
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port) || (protocol === 'smtps:' ? 465 : 25),
      secure: protocol === 'smtps:',
    };
    await this.deps.database.transaction(async (tx) => {
      await tx.query('LOCK TABLE connectors IN SHARE ROW EXCLUSIVE MODE');
      const [row] = await tx.query<ConnectorRow>(`SELECT ${CONNECTOR_COLUMNS} FROM connectors WHERE settings ? $1`, [BUILT_IN]);
      const settings = this.settingsOf('smtp', { ...(row ? typedSettings(row.settings) : { from }), ...address });
      if (row) await this.store(tx, row, { ...row, settings: { ...settings, [BUILT_IN]: true } });
      else await this.insert(tx, { kind: 'smtp', name: 'Mailbox', settings: { ...settings, [BUILT_IN]: true }, isDefault: false });
      await tx.query(PROVE_BUILT_IN, [BUILT_IN]);
    });
  }

  private async defaultOf(channel: string): Promise<ConnectorRow | undefined> {
    const [row] = await this.deps.database.query<ConnectorRow>(
      `SELECT ${CONNECTOR_COLUMNS} FROM connectors WHERE channel = $1 AND is_default`,
      [channel],
    );
    return row;
  }

  private async tryOut(row: ConnectorRow, parcel: Parcel): Promise<ReplyOf<typeof routes.testConnector>> {
    const { secrets, wall } = this.deps;
    const transport = openTransport(openConnector(row, secrets), { ...this.deps, connections: 1 });
    const began = wall.now().getTime();
    const outcome = await transport.send(parcel).finally(() => transport.close());
    const milliseconds = wall.now().getTime() - began;
    if ('error' in outcome) return { ok: false, message: outcome.error, milliseconds };
    return { ok: true, message: ('ref' in outcome && outcome.ref) || 'ok', milliseconds };
  }

  private shown(row: ConnectorRow): Connector {
    return toConnector(row, openSecrets(this.deps.secrets, row));
  }

  private settingsOf(kind: ConnectorRow['kind'], settings: unknown): Record<string, unknown> {
    return { ...Object(readSettingsOf(KINDS[kind].settings, settings)) };
  }

  private async insert(
    tx: Tx,
    {
      kind,
      name,
      settings,
      secrets = {},
      isDefault,
    }: Pick<Connector, 'kind' | 'name' | 'settings' | 'isDefault'> & { secrets?: Secrets | undefined },
  ): Promise<string> {
    checkSecrets(kind, secrets);
    checkDkim(settings, mergeSecrets({}, secrets));
    const { channel } = KINDS[kind];
    const [other] = await tx.query('SELECT FROM connectors WHERE channel = $1 AND is_default', [channel]);
    if (isDefault) await tx.query(CLEAR_DEFAULT, [channel]);
    const [row] = await tx.query<{ id: string }>(INSERT_CONNECTOR, [
      kind,
      channel,
      name,
      JSON.stringify(settings),
      isDefault || !other,
      this.deps.clock.now(),
    ]);
    if (!row) throw new Error('the connector was not stored');
    await tx.query('UPDATE connectors SET secrets = $2 WHERE id = $1', [
      row.id,
      sealSecrets(this.deps.secrets, row.id, mergeSecrets({}, secrets)),
    ]);
    await tx.query('INSERT INTO connector_pace (connector_id) VALUES ($1)', [row.id]);
    return row.id;
  }

  private async update(tx: Tx, row: ConnectorRow, body: BodyOf<typeof routes.changeConnector>): Promise<void> {
    checkSecrets(row.kind, body.secrets ?? {});
    const built = BUILT_IN in row.settings ? { [BUILT_IN]: row.settings[BUILT_IN] } : {};
    const settings = body.settings === undefined ? row.settings : { ...this.settingsOf(row.kind, body.settings), ...built };
    const merged = mergeSecrets(openSecrets(this.deps.secrets, row), body.secrets ?? {});
    checkDkim(settings, merged);
    const secrets = sealSecrets(this.deps.secrets, row.id, merged);
    const { name = row.name, isDefault = row.isDefault, paused = row.paused } = body;
    await this.store(tx, row, { ...row, name, settings, secrets, isDefault, paused });
  }

  private async store(tx: Tx, before: ConnectorRow, after: ConnectorRow): Promise<void> {
    if (after.isDefault && !before.isDefault) await tx.query(CLEAR_DEFAULT, [after.channel]);
    const values = [
      after.id,
      after.name,
      JSON.stringify(after.settings),
      after.secrets,
      after.isDefault,
      after.paused,
      this.deps.clock.now(),
    ];
    await tx.query(UPDATE_CONNECTOR, values);
    await tx.query(FORGET_TROUBLE, [after.id]);
    if (after.paused && !before.paused) await recallFromConnector(tx, after.id);
  }

  private async refuseWhileUsed(sql: Sql, { id, name }: ConnectorRow): Promise<void> {
    const journeys = await sql.query<{ id: string; name: string }>(JOURNEYS_USING, [id]);
    if (journeys.length > 0) {
      const names = journeys.map((journey) => journey.name).join(', ');
      throw conflict(
        'connector_in_use',
        `${name} can't be deleted: these journeys send through it: ${names}. Stop them, or give them another connector.`,
        { journeys },
      );
    }
    const [unsent] = await sql.query<{ waiting: boolean }>(UNSENT, [id]);
    if (unsent?.waiting)
      throw new AppError('connector_in_use', 409, `${name} can't be deleted: messages are still waiting to be sent through it.`, {
        values: { name },
      });
  }

  /** The trouble is over: what was held back goes out at once. */
  private async resume(id: string): Promise<void> {
    const { database, queues } = this.deps;
    await database.query(NOTE_UP, [id]);
    await requestDispatch(database, queues, [id]);
  }
}

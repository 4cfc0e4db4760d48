import { forecast } from '@wayfare/engine';
import { compile, type Graph } from '@wayfare/journey';
import { addDuration } from '@wayfare/kernel';
import { changeSettings, RealClock } from '@wayfare/platform';
import { fill } from './engine/customers.js';
import { COHORT } from './engine/journey.js';
import { runBench } from './harness.js';

/** A Monday, so that every run meets the same nights. */
const NOW = new Date('2027-03-01T02:00:00.000Z');
const RULES = {
  caps: [{ per: 'day', max: 1, over: 'defer' }],
  quietHours: { from: '21:00', to: '09:00' },
  globalHoldout: 0.05,
};
const ZONES = `
  UPDATE customers SET time_zone = (ARRAY['Europe/Berlin', 'Asia/Shanghai', 'Europe/Paris', 'Europe/Lisbon', 'Europe/Oslo'])[1 + id % 5]`;

/**
 *   in ── split ─┬─ mail ── 2 days ── Lyon? ─┬─ yes ── 09:00 by the person's clock ── again ─┐
 *                │                           └─ else ────────────────────────────────────────┴─ end
 *                └─ rest ── end
 */
const journeyOf = (templateId: string): Graph => {
  const position = { x: 0, y: 0 };
  const edge = (source: string, target: string, sourceHandle?: string) => ({
    ...{ id: `${source}-${sourceHandle ?? ''}-${target}`, source, target },
    ...(sourceHandle ? { sourceHandle } : {}),
  });
  const mail = (id: string) => ({ id, type: 'send' as const, position, data: { name: id, channel: 'email', templateId } });
  const lyon = { id: 'lyon', name: 'Lyon', condition: { attribute: 'city', is: 'eq' as const, value: 'Lyon' } };
  const arms = [
    { id: 'mailed', name: 'Mailed', weight: 90 },
    { id: 'rest', name: 'Left alone', weight: 10, control: true },
  ];
  return {
    settings: {},
    nodes: [
      {
        id: 'in',
        type: 'audience',
        position,
        data: { name: 'in', condition: { attribute: 'age', is: 'gte', value: 18 }, reentry: { policy: 'never' } },
      },
      { id: 'split', type: 'split', position, data: { name: 'split', arms } },
      mail('mail'),
      { id: 'wait', type: 'wait', position, data: { name: 'wait', mode: 'duration', duration: 'P2D' } },
      { id: 'branch', type: 'branch', position, data: { name: 'branch', paths: [lyon] } },
      { id: 'nine', type: 'wait', position, data: { name: 'nine', mode: 'until', time: '09:00', zone: 'customer' } },
      mail('again'),
      { id: 'end', type: 'exit', position, data: { name: 'end' } },
    ],
    edges: [
      edge('in', 'split'),
      edge('split', 'mail', 'mailed'),
      edge('split', 'end', 'rest'),
      edge('mail', 'wait'),
      edge('wait', 'branch'),
      edge('branch', 'nine', 'lyon'),
      edge('branch', 'end', 'else'),
      edge('nine', 'again'),
      edge('again', 'end'),
    ],
  };
};

await runBench('forecast', { customers: 1_000_000 }, async ({ options, database, logger, timed }) => {
  const { value: templateId } = await timed('customers', async () => {
    const id = await fill(database, options.customers, new Date('2027-01-01T00:00:00.000Z'));
    await database.query(ZONES);
    await database.query('VACUUM ANALYZE customers');
    return id;
  });
  await changeSettings(database, new RealClock(), { extra: RULES });
  const [connector] = await database.query<{ id: string; kind: string; channel: string; isDefault: boolean }>(
    'SELECT id, kind, channel, is_default AS "isDefault" FROM connectors',
  );
  const known = { segments: new Set<string>(), lists: new Set<string>(), attributes: new Set(['city', 'age']), events: new Set<string>() };
  const compiled = compile(journeyOf(templateId), {
    ...known,
    templates: [{ id: templateId, channel: 'email', revision: 1 }],
    connectors: connector ? [connector] : [],
    computed: new Set(),
    colleagues: new Set<string>(),
    purposes: [],
    couponPools: new Set<string>(),
    journeys: [],
  });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  const plan = compiled.value;
  const { value, seconds } = await timed('forecast', () =>
    forecast(database, {
      ...{ journeyId: '1', plan, now: NOW, until: addDuration(NOW, 'P30D'), cohortLimit: COHORT, logger },
      watch: async () => undefined,
    }),
  );
  const [mail] = value.channels;
  return {
    seconds,
    customersPerSecond: Math.round(options.customers / seconds),
    people: value.people,
    messages: mail?.messages ?? 0,
    suppressed: mail?.suppressed ?? {},
    deferred: mail?.deferred ?? {},
  };
});

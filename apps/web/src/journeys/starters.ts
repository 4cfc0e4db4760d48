import { type Graph, graphSchema } from '@wayfare/journey';
import type { TFunction } from 'i18next';
import type { z } from 'zod';
import type { Family } from '../ui/FamilyIcon.js';
import type { IconName } from '../ui/icons.js';

/** Drawings to begin with: right in shape, with what only the workspace can say (who, what, which event) left to fill in. */
export const STARTERS = [
  { key: 'winback', family: 'entry', icon: 'people' },
  { key: 'experiment', family: 'decision', icon: 'flask' },
  { key: 'welcome', family: 'entry', icon: 'bolt' },
  { key: 'confirm', family: 'entry', icon: 'mail' },
] as const satisfies readonly { readonly key: string; readonly family: Family; readonly icon: IconName }[];
export type StarterKey = (typeof STARTERS)[number]['key'];

type Drawn = z.input<typeof graphSchema>;

const at = (column: number, row: number): { x: number; y: number } => ({ x: column * 264, y: row * 154 });
const mail = (name: string) => ({ name, channel: 'email', tracking: { opens: true, clicks: true } });

//        people → 9:00 → letter → bought within 3 days? ──yes──► end
//                                              └──time is up──► reminder ──► end
const winback = (t: TFunction): Drawn => ({
  nodes: [
    {
      id: 'people',
      type: 'audience',
      position: at(1, 0),
      data: { name: t('journeys.drawn.asleep'), reentry: { policy: 'never' }, holdout: 0.1 },
    },
    {
      id: 'morning',
      type: 'wait',
      position: at(1, 1),
      data: { name: t('journeys.drawn.morning'), mode: 'until', time: '09:00', zone: 'customer' },
    },
    { id: 'letter', type: 'send', position: at(1, 2), data: mail(t('journeys.drawn.longTime')) },
    { id: 'bought', type: 'wait-event', position: at(1, 3), data: { name: t('journeys.drawn.bought'), event: 'purchase', timeout: 'P3D' } },
    { id: 'reminder', type: 'send', position: at(1.5, 4), data: mail(t('journeys.drawn.reminder')) },
    { id: 'end', type: 'exit', position: at(1, 5), data: { name: t('nodes.kind.exit') } },
  ],
  edges: [
    { id: 'e1', source: 'people', target: 'morning' },
    { id: 'e2', source: 'morning', target: 'letter' },
    { id: 'e3', source: 'letter', target: 'bought' },
    { id: 'e4', source: 'bought', sourceHandle: 'matched', target: 'end' },
    { id: 'e5', source: 'bought', sourceHandle: 'timeout', target: 'reminder' },
    { id: 'e6', source: 'reminder', target: 'end' },
  ],
  settings: { goal: { event: 'purchase', window: 'P7D', exitOnGoal: true } },
});

//        people → experiment ──A──► letter A ──► end
//                     ├──B──► letter B ────────► end
//                     └──control───────────────► end
const experiment = (t: TFunction): Drawn => ({
  nodes: [
    { id: 'people', type: 'audience', position: at(1, 0), data: { name: t('journeys.drawn.everyone'), reentry: { policy: 'never' } } },
    {
      id: 'test',
      type: 'split',
      position: at(1, 1),
      data: {
        name: t('journeys.drawn.whichLetter'),
        arms: [
          { id: 'a', name: 'A', weight: 40 },
          { id: 'b', name: 'B', weight: 40 },
          { id: 'control', name: t('nodes.split.controlName'), weight: 20, control: true },
        ],
      },
    },
    { id: 'letterA', type: 'send', position: at(0, 2), data: mail(t('journeys.drawn.letter', { arm: 'A' })) },
    { id: 'letterB', type: 'send', position: at(1, 2), data: mail(t('journeys.drawn.letter', { arm: 'B' })) },
    { id: 'end', type: 'exit', position: at(1, 3), data: { name: t('nodes.kind.exit') } },
  ],
  edges: [
    { id: 'e1', source: 'people', target: 'test' },
    { id: 'e2', source: 'test', sourceHandle: 'a', target: 'letterA' },
    { id: 'e3', source: 'test', sourceHandle: 'b', target: 'letterB' },
    { id: 'e4', source: 'test', sourceHandle: 'control', target: 'end' },
    { id: 'e5', source: 'letterA', target: 'end' },
    { id: 'e6', source: 'letterB', target: 'end' },
  ],
});

//        signs up → hello → a day → opened? ──yes──► tag ──► end
//                                      └──else──► second try ──► end
const welcome = (t: TFunction): Drawn => ({
  nodes: [
    {
      id: 'signup',
      type: 'event-entry',
      position: at(1, 0),
      data: { name: t('journeys.drawn.signsUp'), event: '', reentry: { policy: 'never' }, holdout: 0.1 },
    },
    { id: 'hello', type: 'send', position: at(1, 1), data: mail(t('journeys.drawn.hello')) },
    { id: 'day', type: 'wait', position: at(1, 2), data: { name: t('journeys.drawn.day'), mode: 'duration', duration: 'P1D' } },
    {
      id: 'opened',
      type: 'branch',
      position: at(1, 3),
      data: {
        name: t('journeys.drawn.opened'),
        paths: [{ id: 'yes', name: t('nodes.branch.yes'), condition: { message: { node: 'hello', result: 'opened' } } }],
      },
    },
    { id: 'mark', type: 'update', position: at(0.5, 4), data: { name: t('journeys.drawn.mark'), addTags: ['engaged'] } },
    { id: 'again', type: 'send', position: at(1.5, 4), data: mail(t('journeys.drawn.secondTry')) },
    { id: 'end', type: 'exit', position: at(1, 5), data: { name: t('nodes.kind.exit') } },
  ],
  edges: [
    { id: 'e1', source: 'signup', target: 'hello' },
    { id: 'e2', source: 'hello', target: 'day' },
    { id: 'e3', source: 'day', target: 'opened' },
    { id: 'e4', source: 'opened', sourceHandle: 'yes', target: 'mark' },
    { id: 'e5', source: 'opened', sourceHandle: 'else', target: 'again' },
    { id: 'e6', source: 'mark', target: 'end' },
    { id: 'e7', source: 'again', target: 'end' },
  ],
});

//        was signed up → asks whether it was them ──► end
const confirm = (t: TFunction): Drawn => ({
  nodes: [
    {
      id: 'asked',
      type: 'event-entry',
      position: at(1, 0),
      data: { name: t('journeys.drawn.wasSignedUp'), event: 'customer.consent_requested', reentry: { policy: 'always' } },
    },
    {
      id: 'mail',
      type: 'send',
      position: at(1, 1),
      data: { ...mail(t('journeys.drawn.wasItYou')), ignoreCaps: true, ignoreQuietHours: true },
    },
    { id: 'end', type: 'exit', position: at(1, 2), data: { name: t('nodes.kind.exit') } },
  ],
  edges: [
    { id: 'e1', source: 'asked', target: 'mail' },
    { id: 'e2', source: 'mail', target: 'end' },
  ],
});

const DRAWINGS: Readonly<Record<StarterKey, (t: TFunction) => Drawn>> = { winback, experiment, welcome, confirm };

/** A drawing to begin with, named in the language of the one who draws. */
export const starterGraph = (key: StarterKey, t: TFunction): Graph => graphSchema.parse(DRAWINGS[key](t));

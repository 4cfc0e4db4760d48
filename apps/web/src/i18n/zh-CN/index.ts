import { alike } from './alike.js';
import { app } from './app.js';
import { attributes } from './attributes.js';
import { audiences } from './audiences.js';
import { canvas } from './canvas.js';
import { changes } from './changes.js';
import { common } from './common.js';
import { condition } from './condition.js';
import { connectors } from './connectors.js';
import { content } from './content.js';
import { customers } from './customers.js';
import { erasures } from './erasures.js';
import { errors } from './errors.js';
import { events } from './events.js';
import { experiments } from './experiments.js';
import { forecast } from './forecast.js';
import { home } from './home.js';
import { journeys } from './journeys.js';
import { mailbox } from './mailbox.js';
import { merges } from './merges.js';
import { nodes } from './nodes.js';
import { preview } from './preview.js';
import { privacy } from './privacy.js';
import { problems } from './problems.js';
import { reasons } from './reasons.js';
import { reports } from './reports.js';
import { settings } from './settings.js';
import { sources } from './sources.js';
import { tags } from './tags.js';
import { tasks } from './tasks.js';
import { testRun } from './test-run.js';
import { traits } from './traits.js';
import { value } from './value.js';

/** One file for each area of the product. */
export const dictionary = {
  alike,
  app,
  attributes,
  audiences,
  canvas,
  changes,
  common,
  condition,
  connectors,
  content,
  customers,
  erasures,
  errors,
  events,
  experiments,
  forecast,
  home,
  journeys,
  mailbox,
  merges,
  nodes,
  preview,
  privacy,
  problems,
  reasons,
  reports,
  settings,
  sources,
  tags,
  tasks,
  testRun,
  traits,
  value,
};

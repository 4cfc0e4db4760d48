import { type Access, House } from './house.js';
import { readOptions, type StartOptions } from './options.js';
import { StartError } from './start-error.js';
import { textsFor } from './texts.js';

const began = Date.now() - process.uptime() * 1000;
const say = textsFor(process.env);

const optionsOrExit = (): StartOptions => {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    console.error(say('bad_option', { message: error instanceof Error ? error.message : String(error) }));
    process.exit(2);
  }
};

const announce = ({ url, email, password, mailbox }: Access, isNew: boolean): void => {
  const lines = [
    [say('address'), url],
    [say('email'), email],
    [say('password'), password],
    ...(mailbox ? [[say('mailbox'), mailbox]] : []),
  ];
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(`\n${say('ready')} · ${say(isNew ? 'first_start' : 'later_start', { seconds })}\n`);
  for (const [label, value] of lines) console.log(`  ${label}: ${value}`);
  if (process.env.WAYFARE_CLOCK === 'virtual') console.log(`\n${say('virtual_clock')}`);
  console.log(`\n${say('how_to_stop')}`);
};

const house = new House(process.env, optionsOrExit(), {
  databaseBack: () => console.error(say('database_back')),
  restarted: (name, how, file) => console.error(say('restarted', { name, how, file })),
  gaveUp: (name, how, file) => {
    console.error(say('gave_up', { name, how, file }));
    end(1);
  },
});

let ending = false;
const end = (code: number): void => {
  if (ending) return;
  ending = true;
  if (code === 0) console.log(`\n${say('stopping')}`);
  house.close().then(
    () => {
      if (code === 0) console.log(say('stopped'));
      process.exit(code);
    },
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0));

try {
  console.log(say('starting'));
  const { access, isNew } = await house.open();
  announce(access, isNew);
} catch (error) {
  if (!ending) {
    console.error(error instanceof StartError ? say(error.code, error.values) : error);
    end(1);
  }
}

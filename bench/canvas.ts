import { spawnSync } from 'node:child_process';

/*
 * How a drawing of 300 steps opens, and how it is while a card is dragged: the browser spec that holds the canvas to what it may render measures it too, and writes its
 * figures in a line. By the clock they say how busy the machine is; `…CpuMs` is the processor's time of the page's own thread.
 */
const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/e2e.mjs', 'apps/web/e2e/large-canvas.spec.ts'], {
  encoding: 'utf8',
});
const figures = stdout.split('\n').findLast((line) => line.startsWith('{"bench":"canvas"'));
if (!process.argv.includes('--json') || !figures) process.stderr.write(`${stdout}${stderr}\n`);
if (figures) console.log(figures);
process.exitCode = figures ? (status ?? 1) : 1;

// Stands in for api and worker in the tests of the parent: obeys decision 003, and does as it is told in `<data>/stub.json`.
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';

const name = path.basename(path.dirname(process.argv[1]));
const orders = path.join(process.env.WAYFARE_DATA, 'stub.json');
const { fail = [], deaf = [] } = existsSync(orders) ? JSON.parse(readFileSync(orders, 'utf8')) : {};

if (fail.includes(name)) {
  console.error(`${name} was told to fail`);
  process.exit(3);
}

const server = createServer((request, response) => {
  const told = request.url === '/env' ? process.env : { ok: true, bootId: process.env.WAYFARE_BOOT_ID };
  response.end(JSON.stringify(told));
});
server.listen(name === 'api' ? Number(process.env.PORT) : 0, '127.0.0.1', () => process.send({ ready: true, port: server.address().port }));

const stop = () => {
  if (!deaf.includes(name)) process.exit(0);
};
process.on('SIGINT', () => undefined);
process.on('SIGTERM', stop);
process.on('disconnect', stop);

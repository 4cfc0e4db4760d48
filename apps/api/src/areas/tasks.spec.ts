import 'reflect-metadata';
import { testServer } from '../testing/server.js';

describe('tasks', () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  beforeAll(async () => {
    server = await testServer();
  }, 60_000);

  const as = async (role: 'admin' | 'manager' | 'reviewer') => ({ ...(await server.bearer(role)), 'content-type': 'application/json' });
  const make = async (title: string, assignee: { user?: string; role?: string }, dueAt: string | null = null): Promise<string> => {
    const [row] = await server.core.database.query<{ id: string }>(
      `WITH person AS (INSERT INTO customers (email, created_at, updated_at) VALUES ($1 || '@customers.example', '2027-03-01Z', '2027-03-01Z') RETURNING id),
         journey AS (INSERT INTO journeys (name, state, draft, created_at, updated_at) VALUES ($1, 'running', '{}', '2027-03-01Z', '2027-03-01Z') RETURNING id)
       INSERT INTO tasks (customer_id, journey_id, entry_no, node_id, title, user_id, role, waits, made_at, due_at)
       SELECT person.id, journey.id, 1, 'call', $1, $2, $3, true, '2027-03-01Z', $4 FROM person, journey RETURNING id`,
      [title, assignee.user ?? null, assignee.role ?? null, dueAt],
    );
    return row?.id ?? '';
  };

  test('are listed by when they are due, for oneself, one’s role and all, page by page', async () => {
    await make('later', { role: 'reviewer' }, '2027-03-09T00:00:00Z');
    await make('whenever', { role: 'reviewer' });
    await make('first', { role: 'reviewer' }, '2027-03-02T00:00:00Z');
    await make('boss', { role: 'admin' }, '2027-03-01T00:00:00Z');
    const headers = await as('reviewer');
    const titles = (reply: { json: { items: { title: string }[] } }): string[] => reply.json.items.map(({ title }) => title);
    const one = await server.call('GET', '/api/v1/tasks?limit=2', { headers });
    expect(titles(one)).toEqual(['first', 'later']);
    const two = await server.call('GET', `/api/v1/tasks?limit=2&cursor=${encodeURIComponent(one.json.next)}`, { headers });
    expect([titles(two), two.json.next]).toEqual([['whenever'], null]);
    expect(titles(await server.call('GET', '/api/v1/tasks?scope=all', { headers }))).toEqual(['boss', 'first', 'later', 'whenever']);
    expect((await server.call('GET', '/api/v1/tasks/counts', { headers })).json).toMatchObject({ mine: 0, role: 3, all: 4 });
    const broken = await server.call('GET', '/api/v1/tasks?cursor=nonsense', { headers });
    expect([broken.status, broken.json.errors[0].path]).toEqual([400, 'cursor']);
  });

  test('are done once, by whom they are asked of, and the audit trail says so', async () => {
    const id = await make('call', { role: 'manager' });
    const refused = await server.call('POST', `/api/v1/tasks/${id}/done`, { headers: await as('reviewer'), body: '{}' });
    expect([refused.status, refused.json.code]).toEqual([403, 'not_your_task']);
    const headers = await as('manager');
    const done = await server.call('POST', `/api/v1/tasks/${id}/done`, { headers, body: JSON.stringify({ outcome: ' likes it ' }) });
    expect([done.status, done.json]).toMatchObject([200, { state: 'done', outcome: 'likes it', doneBy: null }]);
    const again = await server.call('POST', `/api/v1/tasks/${id}/done`, { headers, body: '{}' });
    expect([again.status, again.json.code]).toEqual([409, 'task_closed']);
    const trail = await server.core.database.query("SELECT action FROM audit WHERE object_kind = 'task' AND object_id = $1", [id]);
    expect(trail).toEqual([{ action: 'done' }]);
    expect((await server.call('GET', '/api/v1/tasks?is=closed&scope=all', { headers })).json.items).toMatchObject([{ id, state: 'done' }]);
    const told = await server.core.database.query(
      "SELECT properties ->> 'outcome' AS outcome FROM events WHERE name = 'customer.task_done'",
    );
    expect(told).toEqual([{ outcome: 'likes it' }]);
  });

  test('are given to a colleague who is there, or to a role', async () => {
    const id = await make('give', { role: 'manager' });
    const headers = await as('manager');
    const assign = (assignee: object) => server.call('POST', `/api/v1/tasks/${id}/assign`, { headers, body: JSON.stringify({ assignee }) });
    const { items } = (await server.call('GET', '/api/v1/colleagues', { headers })).json;
    const { id: user } = items[0];
    expect((await assign({ user })).json.assignee).toEqual({ user });
    expect((await assign({ role: 'reviewer' })).json.assignee).toEqual({ role: 'reviewer' });
    const nobody = await assign({ user: '999999' });
    expect([nobody.status, nobody.json.errors[0].path]).toEqual([400, 'assignee.user']);
  });

  test('are mailed to whoever wants that, which each says for themselves; a script has no mailbox', async () => {
    const headers = { ...(await server.signIn('reviewer@example.test')), 'content-type': 'application/json' };
    const path = '/api/v1/me/task-mail';
    expect((await server.call('GET', path, { headers })).json).toEqual({ wanted: true });
    const off = await server.call('PATCH', path, { headers, body: JSON.stringify({ wanted: false }) });
    expect([off.status, off.json, (await server.call('GET', path, { headers })).json]).toEqual([200, { wanted: false }, { wanted: false }]);
    expect((await server.call('GET', path, { headers: await as('manager') })).json.code).toBe('not_a_person');
    const wrong = await server.call('PATCH', path, { headers, body: '{}' });
    expect([wrong.status, wrong.json.errors[0].path]).toEqual([400, 'wanted']);
  });
});

import { fireEvent, screen } from '@testing-library/react';
import type { Me, MorningMail } from '@wayfare/contracts';
import { SessionContext } from '../app/session.js';
import { speak } from '../testing/language.js';
import { renderWith } from '../testing/render.js';
import { MorningMailMenu } from './MorningMailMenu.js';

const me: Me = {
  user: {
    id: '1',
    email: 'a@b.example',
    name: 'Anna',
    role: 'reviewer',
    locale: 'en',
    theme: 'system',
    createdAt: '2026-11-20T00:00:00Z',
    lastSeenAt: null,
    disabled: false,
  },
  role: 'reviewer',
  csrfToken: 'x',
};
const shown = (mail: MorningMail, who: Me = me) =>
  renderWith(
    <SessionContext value={who}>
      <MorningMailMenu journeyId="7" />
    </SessionContext>,
    { 'GET /me/morning-mail': mail },
  );

describe('the morning mail on a report', () => {
  beforeAll(() => speak('en'));

  it('is offered to whoever does not get it, for this journey and for all', async () => {
    shown({ all: false, journeys: [], at: '09:00' });
    fireEvent.click(await screen.findByRole('button', { name: 'Subscribe' }));
    expect((await screen.findByRole('menuitemcheckbox', { name: 'This journey' })).getAttribute('aria-checked')).toBe('false');
    expect(screen.getByRole('menuitemcheckbox', { name: 'All journeys' }).getAttribute('aria-checked')).toBe('false');
  });

  it('says that it is followed', async () => {
    shown({ all: false, journeys: [{ id: '7', name: 'j' }], at: '09:00' });
    expect(await screen.findByRole('button', { name: 'Subscribed' })).toBeTruthy();
  });

  it('is not offered to an API token, which has no mailbox', async () => {
    shown({ all: false, journeys: [], at: '09:00' }, { ...me, user: null });
    await Promise.resolve();
    expect(screen.queryByRole('button')).toBeNull();
  });
});

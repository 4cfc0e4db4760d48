import type { Settings } from '@wayfare/contracts';
import { Navigate, useLocation } from 'react-router';
import { ApiError } from '../api/problem.js';
import { ErrorNote } from '../ui/ErrorNote.js';
import { Frame } from './frame/Frame.js';
import { SignInAgain } from './SignInAgain.js';
import { Splash } from './Splash.js';
import { SessionContext, useMeQuery } from './session.js';
import { useWorkspaceSettings, WorkspaceContext } from './workspace.js';

const Inside = () => {
  const settings = useWorkspaceSettings();
  if (settings.error && !settings.data) return <ErrorNote error={settings.error} retry={() => void settings.refetch()} />;
  if (!settings.data) return <Splash />;
  const workspace: Settings = settings.data;
  return (
    <WorkspaceContext value={workspace}>
      <Frame />
    </WorkspaceContext>
  );
};

/** Everything behind the door: who is signed in and the workspace are known to every page below. A page whose session ends stays, with its work, behind the question. */
export const SignedIn = () => {
  const me = useMeQuery();
  const { pathname, search } = useLocation();
  const isOut = me.error instanceof ApiError && me.error.status === 401;
  if (isOut && !me.data) return <Navigate to={`/sign-in?next=${encodeURIComponent(pathname + search)}`} replace />;
  if (me.error && !me.data) return <ErrorNote error={me.error} retry={() => void me.refetch()} />;
  if (!me.data) return <Splash />;
  return (
    <SessionContext value={me.data}>
      <Inside />
      {isOut && me.data.user ? <SignInAgain email={me.data.user.email} /> : null}
    </SessionContext>
  );
};

/** What went wrong, by the stable code of the api: what happened, to what, and what to do. Codes that are missing here show the api's own sentence. */
export const errors = {
  unexpected: 'Something unexpected went wrong. Try again; if it stays, tell your admin.',
  offline: 'The server can’t be reached. Check the network and try again.',
  unavailable: 'The service is not available just now. Try again in a moment.',
  experiment_not_begun: 'Nobody has come to the experiment yet: there is nothing to choose from.',
  experiment_not_decided: 'The experiment is not decided: there is nothing to take back.',
  not_found: 'It is no longer there; it may have been deleted.',
  unauthorized: 'Your session has ended. Sign in again.',
  forbidden: 'Your role may not do this. Ask an admin.',
  bad_credentials: 'E-mail or password is wrong.',
  too_many_requests: 'Too many tries. Wait a minute, then try again.',
  draft_moved_on: 'Someone else has changed the draft.',
  launch_while_paused:
    'The journey is paused. Let it go on first and say what becomes of what is overdue; then publish. The draft stays as it is.',
  launch_refused: 'Errors stand in the way of a launch.',
};

// An SMTP provider that takes everything, in a process of its own; tells its parent the port, and when asked, how many it took or to whom each was and when.
import { SMTPServer } from 'smtp-server';

const when = [];
const server = new SMTPServer({
  hideSTARTTLS: true,
  authOptional: true,
  logger: false,
  disableReverseLookup: true,
  onData: (stream, session, done) => {
    stream.on('end', () => {
      when.push([session.envelope.rcptTo[0]?.address, Date.now()]);
      done(null, 'queued');
    });
    stream.resume();
  },
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.server.address().port }));
process.on('message', (what) => process.send(what === 'when?' ? { when } : { taken: when.length }));
process.on('disconnect', () => process.exit(0));

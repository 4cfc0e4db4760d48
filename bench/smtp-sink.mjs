// An SMTP provider that takes everything, in a process of its own; tells its parent the port, and how many it took when asked.
import { SMTPServer } from 'smtp-server';

let taken = 0;
const server = new SMTPServer({
  hideSTARTTLS: true,
  authOptional: true,
  logger: false,
  disableReverseLookup: true,
  onData: (stream, _session, done) => {
    stream.on('end', () => {
      taken += 1;
      done(null, 'queued');
    });
    stream.resume();
  },
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.server.address().port }));
process.on('message', () => process.send({ taken }));
process.on('disconnect', () => process.exit(0));

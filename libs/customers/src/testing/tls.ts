import { connect, createServer } from 'node:net';
import { TLSSocket } from 'node:tls';
import { listen } from '@wayfare/platform';
import { whenFileEnds } from '@wayfare/platform/testing';

/** A certificate authority of nobody's, made for these tests and good for a hundred years. */
export const AUTHORITY = `-----BEGIN CERTIFICATE-----
MIIBmTCCAT+gAwIBAgIULyfSvclBReUTbZZIVrNsfZ9xUVowCgYIKoZIzj0EAwIw
ITEfMB0GA1UEAwwWV2F5ZmFyZSB0ZXN0IGF1dGhvcml0eTAgFw0yNjExMjIxMzAy
MjFaGA8yMTI2MTAyOTEzMDIyMVowITEfMB0GA1UEAwwWV2F5ZmFyZSB0ZXN0IGF1
dGhvcml0eTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABDIRClOWoWG4NDN0Zcck
ACC1K+E2IbLkVJuOk8Elob+5IB2gD1sgr9Mt+tGO04P37niVKuKP0EDg7QKmA9OS
kfijUzBRMB0GA1UdDgQWBBRHTujCi1x5DBIU+YzRdz3aTI5RujAfBgNVHSMEGDAW
gBRHTujCi1x5DBIU+YzRdz3aTI5RujAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49
BAMCA0gAMEUCIA7pfreomhf64K9gKRFLgTqQTCD8d2IxGSDRFU0gtlBQAiEA/PXV
vidzVkANzDj/PxUBkyJvcwG8/huQxKPP11Wvk68=
-----END CERTIFICATE-----`;

/** Another one, which has signed nothing here. */
export const OTHER_AUTHORITY = `-----BEGIN CERTIFICATE-----
MIIBmTCCAT+gAwIBAgIUd8d4S+fJajhweZCIvl/be3885kwwCgYIKoZIzj0EAwIw
ITEfMB0GA1UEAwwWQW5vdGhlciB0ZXN0IGF1dGhvcml0eTAgFw0yNjExMjIxMzAy
MjFaGA8yMTI2MTAyOTEzMDIyMVowITEfMB0GA1UEAwwWQW5vdGhlciB0ZXN0IGF1
dGhvcml0eTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABEX2Q6TZemsj2l3y5Zvu
a5zQTQNj5b69rGvI8TnV7j5+/qk51yP414wh87PbPocMlS1khUVzJ3HS+2QXHRV9
rACjUzBRMB0GA1UdDgQWBBS2IO5b1KCKMNm9VlvlbWho4KsVoTAfBgNVHSMEGDAW
gBS2IO5b1KCKMNm9VlvlbWho4KsVoTAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49
BAMCA0gAMEUCIAihL8Ea1lvjSQX55wyoXaQVKYR0U7mN9/dUtZUb5MEfAiEAkKZo
nhwvDWVcXvQNvQYABQUYsL8UQiBov56lqIX9gmg=
-----END CERTIFICATE-----`;

/** The key of both servers. */
export const SERVER_KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgp/eidk9A5lIOK7bs
9LrKscYkTrs+oZ1t+Arz+Tkk8byhRANCAAQclOc6bJzUWk1xjIsdlQAQBLguW7sb
C0zNFzWb1rKIOg2R/CwfCGCyO03xDLgsozaoNzl3id95+W0nlbj46Byu
-----END PRIVATE KEY-----`;

/** What a server shows, signed by `AUTHORITY`: one for this machine, one for a machine of another name. */
export const CERTIFICATES = {
  here: `-----BEGIN CERTIFICATE-----
MIIBrTCCAVKgAwIBAgIUbWmrWYoQnliVJCipIjrs63FueIEwCgYIKoZIzj0EAwIw
ITEfMB0GA1UEAwwWV2F5ZmFyZSB0ZXN0IGF1dGhvcml0eTAgFw0yNjExMjIxMzAy
MjFaGA8yMTI2MTAyOTEzMDIyMVowFDESMBAGA1UEAwwJbG9jYWxob3N0MFkwEwYH
KoZIzj0CAQYIKoZIzj0DAQcDQgAEHJTnOmyc1FpNcYyLHZUAEAS4Llu7GwtMzRc1
m9ayiDoNkfwsHwhgsjtN8Qy4LKM2qDc5d4nfefltJ5W4+OgcrqNzMHEwGgYDVR0R
BBMwEYIJbG9jYWxob3N0hwR/AAABMBMGA1UdJQQMMAoGCCsGAQUFBwMBMB0GA1Ud
DgQWBBTGcpe/NnCrJahnQD6c/4EFhct5WDAfBgNVHSMEGDAWgBRHTujCi1x5DBIU
+YzRdz3aTI5RujAKBggqhkjOPQQDAgNJADBGAiEAl/H2I1RhuKKbWBoxUAHY+UWi
VS1VS+zMJs8OscNaJdQCIQCdph0ZF9o6ddoisK2jlU2924yqWUWU23fXrpfzIW2g
tQ==
-----END CERTIFICATE-----`,
  elsewhere: `-----BEGIN CERTIFICATE-----
MIIBrzCCAVSgAwIBAgIUbWmrWYoQnliVJCipIjrs63FueIIwCgYIKoZIzj0EAwIw
ITEfMB0GA1UEAwwWV2F5ZmFyZSB0ZXN0IGF1dGhvcml0eTAgFw0yNjExMjIxMzAy
MjJaGA8yMTI2MTAyOTEzMDIyMlowFDESMBAGA1UEAwwJZWxzZXdoZXJlMFkwEwYH
KoZIzj0CAQYIKoZIzj0DAQcDQgAEHJTnOmyc1FpNcYyLHZUAEAS4Llu7GwtMzRc1
m9ayiDoNkfwsHwhgsjtN8Qy4LKM2qDc5d4nfefltJ5W4+OgcrqN1MHMwHAYDVR0R
BBUwE4IRZWxzZXdoZXJlLmV4YW1wbGUwEwYDVR0lBAwwCgYIKwYBBQUHAwEwHQYD
VR0OBBYEFMZyl782cKslqGdAPpz/gQWFy3lYMB8GA1UdIwQYMBaAFEdO6MKLXHkM
EhT5jNF3PdpMjlG6MAoGCCqGSM49BAMCA0kAMEYCIQD7AyK8uPPiKJkcbCVUkX1v
8sSQlp51uW456CfSaIz9uQIhAK5xWG2JrbFlcdAqYjrHfo0kX0IMGnRL4sLrWz/T
Q007
-----END CERTIFICATE-----`,
};

/** A port where a PostgreSQL that speaks in the clear is reached by TLS, as its own server side does it: the client asks, is told yes, and begins. */
export const behindTls = async (target: { host: string; port: number }, cert: string): Promise<number> => {
  const server = createServer((socket) => {
    socket.once('data', () => {
      socket.write('S');
      const secure = new TLSSocket(socket, { isServer: true, cert, key: SERVER_KEY });
      const inner = connect(target.port, target.host);
      const end = (): void => {
        for (const one of [secure, inner, socket]) one.destroy();
      };
      for (const one of [secure, inner, socket]) one.on('error', end).on('close', end);
      secure.pipe(inner).pipe(secure);
    });
    socket.on('error', () => socket.destroy());
  });
  const port = await listen(server, 0, '127.0.0.1');
  whenFileEnds(async () => void server.close());
  return port;
};

// An OpenID provider on loopback for the tests: node server.mjs '{"port":…,"client_id":…,"client_secret":…,"redirect_uri":…,"keys":[…],"accounts":{…}}'
// It signs with ES256, wants PKCE, names itself in its answers (RFC 9207) and knows prompt=login and max_age.
import Provider from 'oidc-provider';

const given = JSON.parse(process.argv[2]);
const provider = new Provider(`http://127.0.0.1:${given.port}`, {
  clients: [{
    client_id: given.client_id,
    client_secret: given.client_secret,
    redirect_uris: [given.redirect_uri],
    id_token_signed_response_alg: 'ES256',
  }],
  jwks: { keys: given.keys },
  cookies: { keys: ['only for tests'] },
  pkce: { required: () => true, methods: ['S256'] },
  conformIdTokenClaims: false,
  claims: { openid: ['sub'], email: ['email', 'email_verified'] },
  findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...given.accounts[id] }) }),
});
provider.listen(given.port, '127.0.0.1', () => console.log('listening'));

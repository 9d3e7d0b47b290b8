// Calls that people get wrong. The comment above each says which words the compiler's message must have.
import PDJSobj from 'pdjsobj';

const pdjs = new PDJSobj({ token: 'TOKEN' });

// No key: 'service_key'
void pdjs.trigger({ description: 'Checkout is down' });
// Wrong severity: severity critical error warning info
void pdjs.trigger({ routing_key: 'KEY', summary: 'Checkout is down', severity: 'high' });
// Misspelt field: 'descripton' 'description'
void pdjs.trigger({ service_key: 'KEY', descripton: 'Checkout is down' });
// Wrong callback: success
void pdjs.trigger({ service_key: 'KEY', success: console.log('Sent') });
// `api` without `res`: 'res'
void pdjs.api({ type: 'GET' });
// Fields of Events v2 without a key: summary NeedsRoutingKey
void pdjs.trigger({ summary: 'Checkout is down' });
// A field of Events v2 with a key of Events v1: summary NeedsRoutingKey
void pdjs.trigger({ service_key: 'KEY', summary: 'Checkout is down' });
// `resolve` without a key: 'incident_key'
void pdjs.resolve({ service_key: 'KEY' });
// The same with Events v2: 'dedup_key'
void pdjs.resolve({ routing_key: 'KEY' });
// `paginate` without `res`: 'res'
void pdjs.paginate({ data: { statuses: ['triggered'] } });
// Number for a key: incident_key string
void pdjs.trigger({ service_key: 'KEY', incident_key: 4711 });
// `details` as text: details object
void pdjs.trigger({ service_key: 'KEY', details: 'Basket is empty' });

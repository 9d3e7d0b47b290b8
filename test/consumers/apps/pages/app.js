import PDJSobj from 'pdjsobj';

const pdjs = new PDJSobj({ protocol: 'http', server: `localhost:${location.port}` });
pdjs.trigger({ service_key: 'KEY', incident_key: 'a' });

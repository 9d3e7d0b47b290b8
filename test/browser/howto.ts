/** The snippet of PagerDuty's page "Manually Trigger an Incident", to the letter. */
export const HOWTO = `// Set up the library
PDJS = new PDJSobj()

trigger = function () {
    // Trigger via the REST API
    PDJS.trigger({
        // Enter your service key 
        service_key: "YOUR_SERVICE_KEY_HERE",
        description: "This is only a test.",
        // A random incident key
        incident_key: "manual_incident_" + Math.random(),
        details: {
            page: "This is only a test."
        },
        // Capture anything sent back to us
        success: function (json) {
            console.log(json)
        }
    })
}`;

// What the buttons run, and what the page shows as code: the text of these very functions.

export function callbacks(pdjs, method, { service_key, description, incident_key, details }) {
  pdjs[method]({
    service_key,
    description,
    incident_key,
    details,
    success: function (answer) {
      console.log(answer);
    },
    error: function (error) {
      console.warn(error);
    },
  });
}

export async function promises(pdjs, method, { service_key, description, incident_key, details }) {
  try {
    const answer = await pdjs[method]({
      service_key,
      description,
      incident_key,
      details,
    });
    console.log(answer);
  } catch (error) {
    console.warn(error);
  }
}

export async function events_v2(pdjs, method, { routing_key, summary, dedup_key, custom_details }) {
  try {
    const answer = await pdjs[method]({
      routing_key,
      summary,
      severity: 'critical',
      dedup_key,
      custom_details,
    });
    console.log(answer);
  } catch (error) {
    console.warn(error);
  }
}

export async function listIncidents(pdjs, statuses, show) {
  const all = await pdjs.get('incidents', {
    statuses,
    date_range: 'all',
    total: true,
    limit: 1,
  });
  const list = pdjs.paginate({
    res: 'incidents',
    data: {
      statuses,
      date_range: 'all',
      sort_by: 'created_at:desc',
      limit: 50,
    },
  });
  for await (const incident of list) {
    const more = show(incident, all.total);
    if (!more) return;
  }
}

export async function updateIncident(pdjs, id, status, from) {
  const { incident } = await pdjs.put(
    `incidents/${id}`,
    {
      incident: {
        type: 'incident',
        status,
      },
    },
    { headers: { From: from } },
  );
  return incident;
}

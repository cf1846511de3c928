const base = process.env.API_URL;

export async function api(path) {
  const answer = await fetch(`${base}${path}`, { signal: AbortSignal.timeout(5000) });
  if (!answer.ok) throw new Error(`api said ${answer.status}`);
  return answer.json();
}

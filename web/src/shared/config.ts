// Where this deployment's API and sign-in are. Written beside the page on deployment
// (local/site.py), so that the same build serves every stage.

export interface Config {
  api: string;
  cognito: string;
  user_pool: string;
  client: string;
  sign_in: string;
}

export async function loadConfig(): Promise<Config> {
  const answer = await fetch("/config.json", { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`config.json: ${answer.status}`);
  return (await answer.json()) as Config;
}

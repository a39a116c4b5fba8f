// Without a line: the last articles that were read, each marked as an old copy, or the page that says so.
// With a line this changes nothing: every page comes from the network. SHELL, NOTES and VERSION stand above.
const ARTICLES = "articles";
const MOST = 20;

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event, url));
  else if (SHELL.includes(url.pathname)) event.respondWith(fetch(request).catch(() => caches.match(url.pathname)));
});

async function install() {
  await (await caches.open(VERSION)).addAll(SHELL);
  await skipWaiting();
}

async function activate() {
  for (const name of await caches.keys()) if (name !== VERSION && name !== ARTICLES) await caches.delete(name);
  await registration.navigationPreload?.enable();
  await clients.claim();
}

async function page(event, url) {
  try {
    const answer = (await event.preloadResponse) ?? (await fetch(event.request));
    if (isArticle(url) && isForAll(answer)) event.waitUntil(keep(url, answer.clone()));
    if (isArticle(url) && (answer.status === 410 || answer.status === 404)) event.waitUntil(forget(url));
    return answer;
  } catch {
    return (await old(url)) ?? (await caches.match(`${language(url)}/offline/`)) ?? Response.error();
  }
}

const language = (url) => /^\/(hant|en)(?=\/)/.exec(url.pathname)?.[0] ?? "";
const isArticle = (url) => /^\/a\/\d+\//.test(url.pathname.slice(language(url).length));
const isForAll = (answer) => answer.status === 200 && /\bpublic\b/.test(answer.headers.get("Cache-Control") ?? "");

async function keep(url, answer) {
  const kept = await caches.open(ARTICLES);
  const headers = new Headers(answer.headers);
  headers.set("X-Kept-At", Date.now());
  await kept.delete(url.pathname);
  await kept.put(url.pathname, new Response(await answer.blob(), { headers }));
  for (const request of (await kept.keys()).slice(0, -MOST)) await kept.delete(request);
}

async function forget(url) {
  await (await caches.open(ARTICLES)).delete(url.pathname);
}

async function old(url) {
  const kept = await (await caches.open(ARTICLES)).match(url.pathname);
  if (!kept) return undefined;
  const at = new Date(Number(kept.headers.get("X-Kept-At"))).toLocaleString("zh-CN", { timeZone: "Asia/Shanghai" });
  const note = NOTES[language(url)].replace("{time}", at);
  const html = (await kept.text()).replace(/<main[^>]*>/, (main) => `${main}<p class="old-copy" role="status">${note}</p>`);
  return new Response(html, { headers: kept.headers });
}

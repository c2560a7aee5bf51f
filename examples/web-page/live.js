// Shows each change of the job as it comes. Without scripts the page reloads itself instead.
const events = new EventSource(`${location.pathname}/events`);

events.addEventListener('message', ({ data }) => {
  const { isOver, ...parts } = JSON.parse(data);
  for (const [id, html] of Object.entries(parts)) {
    const [shown, next] = [document.getElementById(id), document.createElement('template')];
    next.innerHTML = html;
    // What has not changed stays as it is, and a button in it keeps the focus.
    if (shown.innerHTML !== next.innerHTML) shown.replaceChildren(next.content);
  }
  // Otherwise the browser would ask again: it does so by itself after every end, such as that of a server.
  if (isOver) events.close();
});

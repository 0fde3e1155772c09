// Asks the server that the page came from to say when the page would be another, and loads it again.
(async () => {
  const pause = (time) => new Promise((go) => setTimeout(go, time));
  for (;;) {
    try {
      const answer = await fetch(`/changed?${shown}`);
      if (!answer.ok) throw new Error(answer.statusText);
      if ((await answer.text()) === "changed") {
        location.reload();
        return;
      }
    } catch {
      // The server was ended, and another may have its port; it may be started again.
      await pause(1000);
    }
  }
})();

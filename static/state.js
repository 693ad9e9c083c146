// The page's language and address. The script is the same everywhere; what differs is in its attributes.
(() => {
    const { lang, path, query } = document.currentScript.dataset;
    const bare = one => one.replace(/\/$/, '');
    document.documentElement.lang = lang;
    if (query && !location.search && bare(location.pathname) === bare(path))
        history.replaceState(history.state, '', `?${query}`);
})();

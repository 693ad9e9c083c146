// Screens of a meeting. The address names the one shown (#2) and deck.css shows it; here are its
// keys. `beginScreens(ended)` starts them; `ended`, if given, is called when the presenter leaves.
(() => {
    if (window.beginScreens) return;
    let ended;
    const deck = () => document.querySelector('.deck');
    const list = () => deck().querySelector('.list');
    const entries = () => [...list().querySelectorAll('a')];
    const at = () => parseInt(location.hash.slice(1), 10) || 1;
    const go = place => location.replace(`#${Math.min(Math.max(place, 1), entries().length)}`);

    function leave() {
        if (document.fullscreenElement) document.exitFullscreen();
        if (!ended) return;
        history.replaceState(history.state, '', location.pathname + location.search);
        ended();
    }

    const actions = {
        previous: () => go(at() - 1), next: () => go(at() + 1),
        first: () => go(1), last: () => go(Infinity),
        open_list: () => list().togglePopover() && entries()[at() - 1].focus(),
        full: () => document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen(),
        print: () => window.print(), leave,
    };
    const keys = {
        ArrowRight: 'next', ArrowDown: 'next', PageDown: 'next', ' ': 'next',
        ArrowLeft: 'previous', ArrowUp: 'previous', PageUp: 'previous',
        Home: 'first', End: 'last', l: 'open_list', f: 'full', Escape: 'leave',
    };

    document.addEventListener('keydown', event => {
        const { key, target } = event, todo = keys[key.length === 1 ? key.toLowerCase() : key];
        if (!deck() || !todo || event.ctrlKey || event.altKey || event.metaKey) return;
        const open = list().matches(':popover-open');
        if (key === ' ' && target.closest('button') || open && key === 'Escape') return;  // the browser's own
        if (open && (todo === 'next' || todo === 'previous')) {
            const near = entries().indexOf(document.activeElement) + (todo === 'next' ? 1 : -1);
            entries()[near]?.focus();
        } else actions[todo]();
        event.preventDefault();
        event.stopPropagation();
    }, true);
    document.addEventListener('click', ({ target }) => actions[target.closest('.deck [data-do]')?.dataset.do]?.());
    addEventListener('hashchange', () => deck() && list().hidePopover());

    window.beginScreens = leaving => {
        ended = leaving;
        go(at());
        deck().focus();
    };
})();

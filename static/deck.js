// Screens of a meeting: arrow keys, Home, End, a list, full screen. One listener for the page's life.
// beginScreens(ended) shows them; `ended`, if given, is called when the presenter leaves.
(() => {
    if (window.beginScreens) return;
    let ended;
    const shown = () => document.querySelector('.deck');
    const screens = () => [...shown().querySelectorAll('.screen')];
    const at = () => screens().findIndex(screen => !screen.hidden);

    function go(place) {
        const all = screens();
        const wanted = Math.min(Math.max(place, 0), all.length - 1);
        all.forEach((screen, i) => { screen.hidden = i !== wanted; });
        shown().querySelectorAll('.list button').forEach((button, i) => {
            if (i === wanted) button.setAttribute('aria-current', 'true');
            else button.removeAttribute('aria-current');
        });
        history.replaceState(history.state, '', `#${wanted + 1}`);
    }

    function list(open) {
        const box = shown().querySelector('.list');
        box.hidden = !open;
        if (open) (box.querySelector('[aria-current]') || box.querySelector('button')).focus();
        else shown().focus();
    }

    function leave() {
        if (document.fullscreenElement) document.exitFullscreen();
        if (!ended) return;
        history.replaceState(history.state, '', location.pathname + location.search);
        ended();
    }

    function full() {
        if (document.fullscreenElement) document.exitFullscreen();
        else document.documentElement.requestFullscreen();
    }

    const actions = {
        previous: () => go(at() - 1), next: () => go(at() + 1),
        open_list: () => list(shown().querySelector('.list').hidden), full, leave,
    };
    const keys = {
        ArrowRight: 'next', ArrowDown: 'next', PageDown: 'next', ' ': 'next',
        ArrowLeft: 'previous', ArrowUp: 'previous', PageUp: 'previous',
        l: 'open_list', L: 'open_list', f: 'full', F: 'full',
    };

    function pressed(event) {
        if (!shown() || event.ctrlKey || event.altKey || event.metaKey) return;
        const open = !shown().querySelector('.list').hidden;
        if (event.key === 'Home') go(0);
        else if (event.key === 'End') go(screens().length - 1);
        else if (event.key === 'Escape') {
            if (open) list(false);
            else leave();
        } else if (event.key === ' ' && event.target.closest('button')) return;
        else if (open && event.key.startsWith('Arrow')) {
            const entries = [...shown().querySelectorAll('.list button')];
            const step = /Down|Right/.test(event.key) ? 1 : -1;
            const now = entries.indexOf(document.activeElement);
            entries[Math.min(Math.max(now + step, 0), entries.length - 1)].focus();
        } else if (keys[event.key]) actions[keys[event.key]]();
        else return;
        event.preventDefault();
        event.stopPropagation();
    }

    function clicked(event) {
        const button = event.target.closest('.deck button');
        if (!button) return;
        if (button.dataset.go) {
            go(Number(button.dataset.go) - 1);
            list(false);
        } else actions[button.dataset.do]();
    }

    const named = () => (parseInt(location.hash.slice(1), 10) || 1) - 1;
    document.addEventListener('keydown', pressed, true);
    document.addEventListener('click', clicked);
    window.addEventListener('hashchange', () => { if (shown()) go(named()); });
    window.beginScreens = leaving => {
        ended = leaving;
        go(named());
        shown().focus();
    };
})();

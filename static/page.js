// Streamlit's menu on a phone is a list whose groups are no items of it: plain links to a reader.
(() => {
    if (window.menuWatched) return;
    window.menuWatched = true;
    const MENU = '[data-testid=stSidebarNavItems]';
    const plain = () => document.querySelectorAll(`${MENU}:not([role]), ${MENU} li:not([role])`)
        .forEach(part => part.setAttribute('role', 'presentation'));
    new MutationObserver(plain).observe(document.body, { childList: true, subtree: true });
    plain();
})();

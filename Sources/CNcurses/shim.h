#pragma once
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <langinfo.h>
#include <ncursesw/curses.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <wchar.h>

// Of <term.h>, whose macros (`columns`, `lines`, `bell`) would spoil every other name.
extern char *tigetstr(const char *name);
extern int setupterm(const char *type, int descriptor, int *answer);

// Macros, globals and variadics that Swift cannot see.
static const attr_t uc_attribute_bold = A_BOLD;
static const attr_t uc_attribute_underline = A_UNDERLINE;
static const attr_t uc_attribute_reverse = A_REVERSE;
static const attr_t uc_attribute_dim = A_DIM;

static inline WINDOW *uc_screen(void) { return stdscr; }
static inline int uc_pairs(void) { return COLOR_PAIRS; }
static inline int uc_colours(void) { return COLORS; }
static inline SCREEN *uc_newterm(const char *type) { return newterm(type, stdout, stdin); }
static inline const char *uc_codeset(void) { return nl_langinfo(CODESET); }
static inline const char *uc_string(const char *name) {
    const char *value = tigetstr(name);
    return value == (char *)-1 ? NULL : value;
}
static inline int uc_set_cell(cchar_t *cell, const wchar_t *text, attr_t attributes, int pair) {
    return setcchar(cell, text, attributes, 0, &pair);
}
/// `setupterm` for standard output: 1 found, 0 unknown or generic, -1 no database.
static inline int uc_setupterm(const char *type) {
    int answer = 0;
    setupterm(type, 1, &answer);
    return answer;
}
static inline int uc_window_size(int descriptor, int *columns, int *rows) {
    struct winsize size;
    if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return -1;
    *columns = size.ws_col;
    *rows = size.ws_row;
    return 0;
}

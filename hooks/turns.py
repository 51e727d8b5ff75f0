"""Turns: when, within one event of MkDocs, each job has its turn. The one place where this is said.

The higher number comes first; the plugins have their turn at 0, where no other number is named. So the order of
`hooks:` in mkdocs.yml means nothing, and a test builds the site with that list turned around.
"""

# on_config, on_pre_build: the library is read before any job needs it
WAKE_FEEDS = 100
READ_LIBRARY = 100
PREPARE_MARKDOWN = 50

# on_files: i18n sorts the files at -100 and keeps only what seems to lie in docs/
ANNOUNCE_PAGES = 0
FILL_PAGES = -150
DROP_FILES = -200  # after every other job has added its files

# on_page_markdown: a withdrawn page is emptied after all who add to it
FILL_LISTS = 0
EMPTY_WITHDRAWN = -100

# on_page_content: what is written into the text comes before the rss plugin takes it
JUDGE = 150  # what Markdown made, before anything is added to it
LINK_TERMS = 100
POLISH = 50

# on_env: search reads the marks around what the build wrote, and the feeds take them away; every file to download is
# there before the feeds say its size
MAKE_FILES = 0
MAKE_SEARCH = -100
MAKE_FEEDS = -150

# on_post_page, on_post_template: nothing is changed after the policy
PUT_POLICY = -200

# on_post_build: after the last language
LAST = -200

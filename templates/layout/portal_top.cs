<!DOCTYPE html>
<html lang="<?cs var:Page.Language ?>">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title><?cs if:Page.Title ?><?cs var:Page.Title ?> · <?cs /if ?><?cs var:Page.Account ?></title>
<link rel="stylesheet" href="/static/base.css?v=<?cs var:Page.Version ?>">
<link rel="stylesheet" href="/static/portal.css?v=<?cs var:Page.Version ?>">
<script src="/static/portal.js?v=<?cs var:Page.Version ?>" defer></script>
</head>
<body>
<a class="skip" href="#main"><?cs var:Lang.Site.Skip ?></a>
<header class="site-head">
<a class="brand" href="/"><span class="brand-mark" aria-hidden="true"></span><?cs var:Page.Account ?></a>
<nav class="site-nav" aria-label="<?cs var:Lang.Portal.Title ?>">
<?cs if:Me.SignedIn ?><form method="post" action="/logout"><?cs call:csrf() ?><button class="link"><?cs var:Lang.Portal.SignOut ?></button></form><?cs else ?><a href="/ask"><?cs var:Lang.Portal.Ask ?></a><?cs /if ?>
</nav>
</header>
<main id="main" class="column">
<?cs call:flash() ?>

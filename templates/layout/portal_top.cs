<!DOCTYPE html>
<html lang="<?cs var:Page.Language ?>">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<?cs if:Page.Refresh ?><noscript><meta http-equiv="refresh" content="3"></noscript>
<?cs /if ?><title><?cs if:Page.Title ?><?cs var:Page.Title ?><?cs elif:Title ?><?cs var:Title ?><?cs elif:Page.Name == "portal/home" ?><?cs var:Lang.Portal.Title ?><?cs elif:Page.Name == "portal/sent" ?><?cs if:Sent.Now ?><?cs var:Lang.Portal.Sent ?><?cs else ?><?cs var:Lang.Portal.SentBefore ?><?cs /if ?><?cs elif:Page.Name == "portal/link" ?><?cs var:Lang.Portal.OpenTicket ?><?cs elif:Page.Name == "portal/link_gone" ?><?cs var:Lang.Portal.LinkGone ?><?cs else ?><?cs var:Lang.Portal.Ask ?><?cs /if ?> · <?cs var:Page.Account ?></title>
<link rel="icon" href="/static/favicon.svg?v=<?cs var:Page.Version ?>" type="image/svg+xml">
<link rel="stylesheet" href="/static/base.css?v=<?cs var:Page.Version ?>">
<link rel="stylesheet" href="/static/portal.css?v=<?cs var:Page.Version ?>">
<script src="/static/show.js?v=<?cs var:Page.Version ?>" data-show="<?cs var:Lang.Site.ShowPassword ?>" data-hide="<?cs var:Lang.Site.HidePassword ?>" defer></script>
<script src="/static/files.js?v=<?cs var:Page.Version ?>" defer></script>
<script src="/static/portal.js?v=<?cs var:Page.Version ?>" defer></script>
<?cs if:Signup.Page ?><script src="/static/signup.js?v=<?cs var:Page.Version ?>" defer></script>
<?cs /if ?></head>
<body<?cs if:Page.Refresh ?> data-refresh<?cs /if ?>>
<a class="skip" href="#content"><?cs var:Lang.Site.Skip ?></a>
<header class="site-head">
<a class="brand" href="/"><?cs var:Page.Account ?></a>
<nav class="site-nav" aria-label="<?cs var:Lang.Portal.Title ?>">
<a href="/ask"<?cs if:Page.Name == "portal/ask" ?> aria-current="page"<?cs /if ?>><?cs var:Lang.Portal.Ask ?></a>
<?cs if:Me.Whole ?><a href="/tickets"<?cs if:Page.Name == "portal/tickets" ?> aria-current="page"<?cs /if ?>><?cs var:Lang.Customer.Tickets ?></a>
<a href="/account"<?cs if:Page.Name == "portal/account" ?> aria-current="page"<?cs /if ?>><?cs var:Lang.Customer.Account ?></a>
<?cs else ?><a href="/login"<?cs if:Page.Name == "portal/login" ?> aria-current="page"<?cs /if ?>><?cs var:Lang.Customer.SignIn ?></a>
<?cs /if ?><?cs if:Me.SignedIn ?><form method="post" action="/logout"><?cs call:csrf() ?><button type="submit" class="plain"><?cs var:Lang.Portal.SignOut ?></button></form><?cs /if ?>
</nav>
</header>
<main id="content" class="column" tabindex="-1">
<?cs call:flash() ?>

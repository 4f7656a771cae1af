<!DOCTYPE html>
<html lang="<?cs var:Page.Language ?>">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<?cs if:Page.Refresh ?><noscript><meta http-equiv="refresh" content="3"></noscript>
<?cs /if ?><title><?cs if:?Title ?><?cs var:Title ?> · <?cs elif:?Ticket.Code ?><?cs if:Ticket.Subject ?><?cs var:Ticket.Subject ?><?cs else ?><?cs var:Ticket.Code ?><?cs /if ?> · <?cs elif:?Contact.Id ?><?cs if:Contact.Name ?><?cs var:Contact.Name ?><?cs else ?><?cs var:Lang.Panel.Contact ?><?cs /if ?> · <?cs elif:Page.Name == "panel/search" ?><?cs var:Lang.Panel.SearchTitle ?> · <?cs elif:Page.Name == "panel/profile" ?><?cs var:Lang.Panel.Profile ?> · <?cs elif:Page.Name == "panel/sessions" ?><?cs var:Lang.Panel.Sessions ?> · <?cs elif:Page.Name == "panel/login" ?><?cs var:Lang.Panel.SignIn ?> · <?cs elif:View.Key ?><?cs var:Lang.Panel.View[View.Key] ?> · <?cs elif:View.Name ?><?cs var:View.Name ?> · <?cs /if ?><?cs var:Page.Account ?></title>
<link rel="icon" href="/static/favicon.svg?v=<?cs var:Page.Version ?>" type="image/svg+xml">
<link rel="stylesheet" href="/static/base.css?v=<?cs var:Page.Version ?>">
<link rel="stylesheet" href="/static/panel.css?v=<?cs var:Page.Version ?>">
<script src="/static/show.js?v=<?cs var:Page.Version ?>" data-show="<?cs var:Lang.Site.ShowPassword ?>" data-hide="<?cs var:Lang.Site.HidePassword ?>" defer></script>
<script src="/static/files.js?v=<?cs var:Page.Version ?>" defer></script>
<script src="/static/panel.js?v=<?cs var:Page.Version ?>" defer></script>
<?cs if:Page.Name == "panel/login" || Page.Name == "panel/code" || Page.Name == "panel/step_up" || Page.Name == "panel/factor_passkeys" ?><script src="/static/passkey.js?v=<?cs var:Page.Version ?>" defer></script>
<?cs /if ?></head>
<?cs if:Me.SignedIn ?><body<?cs if:Page.Refresh ?> data-refresh<?cs /if ?>>
<a class="skip" href="#content"><?cs var:Lang.Site.Skip ?></a>
<header class="bar">
<a class="wordmark" href="/panel/tickets" aria-label="<?cs var:Lang.Site.Name ?>"><?cs call:mark() ?><span class="wordmark-name"><?cs var:Lang.Site.Name ?></span></a>
<span class="bar-account"><?cs var:Page.Account ?></span>
<form class="bar-search" role="search" action="/panel/search" method="post"><?cs call:csrf() ?>
<label class="visually-hidden" for="q"><?cs var:Lang.Panel.SearchPlaceholder ?></label>
<?cs call:icon("search") ?><input id="q" name="q" type="search" maxlength="200" autocomplete="off" placeholder="<?cs var:Lang.Panel.SearchPlaceholder ?>" value="<?cs var:Search.Query ?>" aria-keyshortcuts="/">
</form>
<details class="me">
<summary><?cs call:face(Me) ?><span class="me-name"><?cs var:Me.Name ?></span><span class="visually-hidden"> – <?cs var:Lang.Panel.Account ?></span></summary>
<div class="me-menu">
<p class="dim"><?cs var:Lang.Panel.Role[Me.Role] ?></p>
<a href="/panel/profile"<?cs if:Page.Name == "panel/profile" ?> aria-current="page"<?cs /if ?>><?cs var:Lang.Panel.Profile ?></a>
<a href="/panel/sessions"<?cs if:Page.Name == "panel/sessions" ?> aria-current="page"<?cs /if ?>><?cs var:Lang.Panel.Sessions ?></a>
<a href="/panel/companies"<?cs if:Page.Name == "panel/companies" ?> aria-current="page"<?cs /if ?>><?cs var:Lang.Company.Title ?></a>
<a href="/panel/settings"<?cs if:Page.Name == "panel/settings" ?> aria-current="page"<?cs /if ?>><?cs var:Lang.Settings.Title ?></a>
<a href="/panel/privacy"<?cs if:Privacy.Tab == "front" ?> aria-current="page"<?cs /if ?>><?cs var:Lang.Privacy.Title ?><?cs if:Menu.Overdue ?> <span class="count"><?cs var:Menu.Overdue ?><span class="visually-hidden"> <?cs var:Lang.Request.OverdueCount ?></span></span><?cs /if ?></a>
<button type="button" class="plain" data-open="keys" hidden><?cs var:Lang.Panel.KeysOpen ?></button>
<form method="post" action="/panel/logout"><?cs call:csrf() ?><button type="submit" class="plain"><?cs var:Lang.Panel.SignOut ?></button></form>
</div>
</details>
</header>
<div class="frame">
<div class="side">
<nav aria-labelledby="side-views">
<h2 class="side-title" id="side-views"><?cs var:Lang.Panel.Views ?></h2>
<ul>
<?cs each:item = Menu.Views ?><li><a href="/panel/tickets?view=<?cs var:item.Key ?>"<?cs if:View.Key == item.Key ?> aria-current="page"<?cs /if ?>><span><?cs var:Lang.Panel.View[item.Key] ?></span><?cs if:item.Count ?> <span class="count"><?cs var:item.Count ?></span><?cs /if ?></a></li>
<?cs /each ?></ul>
</nav>
<?cs if:subcount(Menu.Departments) > #1 ?><nav aria-labelledby="side-departments">
<h2 class="side-title" id="side-departments"><?cs var:Lang.Panel.Departments ?></h2>
<ul>
<?cs each:item = Menu.Departments ?><li><a href="/panel/tickets?department=<?cs var:item.Id ?>"<?cs if:View.Department == item.Id ?> aria-current="page"<?cs /if ?>><span><?cs var:item.Name ?></span></a></li>
<?cs /each ?></ul>
</nav><?cs /if ?>
</div>
<main id="content" tabindex="-1">
<?cs if:Steps.Bar ?><p class="notice"><?cs call:icon("check") ?><span><?cs var:Lang.Steps.Bar ?> <a href="/panel/first-steps"><?cs var:Lang.Steps.Title ?></a></span></p><?cs /if ?>
<?cs if:Me.FactorDays ?><p class="notice"><?cs call:icon("warn") ?><span><?cs var:plural(Me.FactorDays + "|Lang.Factor.DaysLeft") ?> <a href="/panel/factor"><?cs var:Lang.Factor.SetUp ?></a></span></p><?cs /if ?>
<?cs if:Life.Until ?><p class="notice"><?cs call:icon("warn") ?><span><?cs if:Life.Trial ?><?cs var:Lang.Life.BarTrial ?><?cs else ?><?cs var:Lang.Life.BarPastDue ?><?cs /if ?> <?cs var:date(Life.Until) ?>. <?cs var:Lang.Life.BarHow ?></span></p><?cs /if ?>
<?cs if:UsageBar.Agents ?><p class="notice"><?cs call:icon("warn") ?><span><?cs var:Lang.Usage.BarAgents ?> <a href="/panel/settings/usage"><?cs var:Lang.Usage.Title ?></a></span></p><?cs /if ?>
<?cs if:UsageBar.Storage ?><p class="notice"><?cs call:icon("warn") ?><span><?cs if:UsageBar.Storage == "full" ?><?cs var:Lang.Usage.BarStorageFull ?><?cs else ?><?cs var:Lang.Usage.BarStorageAlmost ?><?cs /if ?> <a href="/panel/settings/usage"><?cs var:Lang.Usage.Title ?></a></span></p><?cs /if ?>
<?cs if:UsageBar.Until ?><p class="notice"><?cs call:icon("warn") ?><span><?cs var:Lang.Usage.BarMails ?> <?cs var:datetime(UsageBar.Until) ?>. <a href="/panel/settings/usage"><?cs var:Lang.Usage.Title ?></a></span></p><?cs /if ?>
<?cs if:Ending.At ?><p class="notice"><?cs call:icon("warn") ?><span><?cs var:Lang.End.Bar ?> <?cs var:datetime(Ending.At) ?>. <?cs var:Lang.End.BarHow ?> <?cs if:Me.Role >= #3 ?><a href="/panel/erase/account"><?cs /if ?><?cs var:Lang.End.Title ?><?cs if:Me.Role >= #3 ?></a><?cs /if ?>.</span></p><?cs /if ?>
<?cs call:flash() ?>
<?cs else ?><body class="lone">
<main id="content" class="lone-box">
<p class="wordmark"><?cs call:mark() ?> <?cs var:Page.Account ?></p>
<?cs call:flash() ?>
<?cs /if ?>

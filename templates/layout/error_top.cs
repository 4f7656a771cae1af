<!DOCTYPE html>
<html lang="<?cs var:Page.Language ?>">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title><?cs var:Error.Title ?> · <?cs if:Page.Account ?><?cs var:Page.Account ?><?cs else ?><?cs var:Lang.Site.Name ?><?cs /if ?></title>
<link rel="icon" href="/static/favicon.svg?v=<?cs var:Page.Version ?>" type="image/svg+xml">
<link rel="stylesheet" href="/static/base.css?v=<?cs var:Page.Version ?>">
</head>
<body class="lone">

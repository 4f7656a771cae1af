<!DOCTYPE html>
<html lang="<?cs var:Page.Language ?>">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title><?cs var:Error.Title ?></title>
<link rel="stylesheet" href="/static/base.css?v=<?cs var:Page.Version ?>">
</head>
<body class="plain">
<main class="plain-box">
<h1><?cs var:Error.Title ?></h1>
<p><?cs var:Error.Text ?></p>
<p><a href="/"><?cs var:Lang.Err.Home ?></a></p>
<p class="dim"><?cs var:Lang.Err.Id ?>: <code><?cs var:Page.RequestId ?></code></p>
</main>
</body>
</html>

<h1><?cs var:Lang.People.Forgot ?></h1>
<p><?cs var:Lang.People.ForgotSent ?></p>
<p><a href="/panel/login"><?cs var:Lang.Panel.SignIn ?></a></p>

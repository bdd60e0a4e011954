"""What gunicorn's worker does of ours: its threads wait for no client."""

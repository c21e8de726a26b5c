"""What only the app needs: shell, state, store, and text made safe for the screen."""
